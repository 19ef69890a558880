/** `retailrocket` */
export async function runRetailRocket(_a: string[]): Promise<number> {
  return 1;
}
export async function generateRetailRocket(_a: string[]): Promise<number> {
  return 1;
}
