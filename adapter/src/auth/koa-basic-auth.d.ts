declare module 'koa-basic-auth' {
  import type { Middleware } from 'koa';
  /** Lets through whoever gives this name and password; anybody else gets 401 with a challenge for the realm. */
  export default function basicAuth(options: { name?: string; pass?: string; realm?: string }): Middleware;
}

declare module 'basic-auth' {
  import type { IncomingMessage } from 'node:http';
  /** Name and password of the Authorization header, or undefined when there is none of the Basic scheme. */
  export default function auth(request: IncomingMessage): { name: string; pass: string } | undefined;
}
