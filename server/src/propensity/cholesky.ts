/**
 * Cholesky factors of a symmetric positive definite matrix, in place, row-major lower triangle. By rows: each entry is a
 * product of two rows that lie in one piece, so the inner loop runs over neighbouring memory.
 */

/** @returns false where the matrix is not positive definite; its lower triangle is then spoilt. */
export function factorise(matrix: Float64Array, size: number): boolean {
  for (let row = 0; row < size; row++) {
    const rowAt = row * size;
    for (let column = 0; column <= row; column++) {
      const columnAt = column * size;
      const sum = matrix[rowAt + column]! - multiplyRows(matrix, rowAt, columnAt, column);
      if (column < row) matrix[rowAt + column] = sum / matrix[columnAt + column]!;
      else if (!(sum > 0)) return false;
      else matrix[rowAt + row] = Math.sqrt(sum);
    }
  }
  return true;
}

/** Four sums, because one would wait for itself: each addition takes as long as four that need not. */
function multiplyRows(matrix: Float64Array, leftAt: number, rightAt: number, length: number): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let index = 0;
  for (; index + 3 < length; index += 4) {
    first += matrix[leftAt + index]! * matrix[rightAt + index]!;
    second += matrix[leftAt + index + 1]! * matrix[rightAt + index + 1]!;
    third += matrix[leftAt + index + 2]! * matrix[rightAt + index + 2]!;
    fourth += matrix[leftAt + index + 3]! * matrix[rightAt + index + 3]!;
  }
  for (; index < length; index++) first += matrix[leftAt + index]! * matrix[rightAt + index]!;
  return first + second + (third + fourth);
}

/** Solves L Lᵀ x = b in place. */
export function solve(factor: Float64Array, size: number, vector: Float64Array): void {
  for (let row = 0; row < size; row++) {
    let sum = vector[row]!;
    for (let index = 0; index < row; index++) sum -= factor[row * size + index]! * vector[index]!;
    vector[row] = sum / factor[row * size + row]!;
  }
  for (let row = size - 1; row >= 0; row--) {
    const value = vector[row]! / factor[row * size + row]!;
    vector[row] = value;
    for (let index = 0; index < row; index++) vector[index]! -= factor[row * size + index]! * value;
  }
}

/** The whole inverse of L Lᵀ, row-major. */
export function invert(factor: Float64Array, size: number): Float64Array {
  // The inverse of L by columns (stored as rows), then its product with itself.
  const inverse = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    const at = column * size;
    inverse[at + column] = 1 / factor[column * size + column]!;
    for (let row = column + 1; row < size; row++) {
      let sum = 0;
      for (let index = column; index < row; index++) sum -= factor[row * size + index]! * inverse[at + index]!;
      inverse[at + row] = sum / factor[row * size + row]!;
    }
  }
  const result = new Float64Array(size * size);
  for (let left = 0; left < size; left++) {
    for (let right = 0; right <= left; right++) {
      let sum = 0;
      for (let index = left; index < size; index++)
        sum += inverse[left * size + index]! * inverse[right * size + index]!;
      result[left * size + right] = sum;
      result[right * size + left] = sum;
    }
  }
  return result;
}
