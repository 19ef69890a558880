/**
 * Server reflection (v1 and v1alpha, whose messages are the same but for the package) from the descriptors that the
 * generated code carries: grpcurl and the like need no proto files.
 */
import {
  create,
  createRegistry,
  type DescFile,
  type DescService,
  type MessageInitShape,
  type Registry,
  toBinary,
} from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { Code } from '@connectrpc/connect';
import type {
  ServerReflection,
  ServerReflectionRequest,
  ServerReflectionResponseSchema,
} from '@offerwright/proto/grpc/reflection/v1/reflection_pb';
import type { Handlers } from './call.ts';

type ResponseInit = MessageInitShape<typeof ServerReflectionResponseSchema>;
type MessageResponse = NonNullable<ResponseInit['messageResponse']>;

/**
 * @param schema of the response: v1's, or v1alpha's, which is the same message in another package.
 * @param services all that the server serves.
 */
export function createReflectionHandlers(
  schema: typeof ServerReflectionResponseSchema,
  services: readonly DescService[],
): Handlers<typeof ServerReflection> {
  const files = closureOf(services.map((service) => service.file));
  const registry = createRegistry(...files);
  return {
    async *serverReflectionInfo(requests) {
      for await (const request of requests) {
        yield create(schema, {
          validHost: request.host,
          originalRequest: request,
          messageResponse: answer(request, services, files, registry),
        });
      }
    },
  };
}

function answer(
  { messageRequest }: ServerReflectionRequest,
  services: readonly DescService[],
  files: readonly DescFile[],
  registry: Registry,
): MessageResponse {
  switch (messageRequest.case) {
    case 'listServices':
      return {
        case: 'listServicesResponse',
        value: { service: services.map(({ typeName }) => ({ name: typeName })) },
      };
    case 'fileByFilename':
      return fileResponse(files.find((file) => file.proto.name === messageRequest.value));
    case 'fileContainingSymbol':
      return fileResponse(fileOfSymbol(messageRequest.value, registry));
    case 'fileContainingExtension': {
      const { containingType, extensionNumber } = messageRequest.value;
      const message = registry.getMessage(containingType);
      return fileResponse(message && registry.getExtensionFor(message, extensionNumber)?.file);
    }
    case 'allExtensionNumbersOfType':
      return extensionNumbers(messageRequest.value, registry);
    default:
      return errorResponse(Code.InvalidArgument, 'the request names nothing to look for');
  }
}

/** A symbol is a message, enum, service or extension, or a member (method, field, value) of one. */
function fileOfSymbol(symbol: string, registry: Registry): DescFile | undefined {
  const found = registry.get(symbol);
  if (found) return found.file;
  const dot = symbol.lastIndexOf('.');
  const owner = dot > 0 ? registry.get(symbol.slice(0, dot)) : undefined;
  const member = symbol.slice(dot + 1);
  if (owner?.kind === 'service') return owner.methods.some(({ name }) => name === member) ? owner.file : undefined;
  if (owner?.kind === 'message') return owner.members.some(({ name }) => name === member) ? owner.file : undefined;
  if (owner?.kind === 'enum') return owner.values.some(({ name }) => name === member) ? owner.file : undefined;
  return undefined;
}

/** The file with all it depends on, dependencies first. */
function fileResponse(file: DescFile | undefined): MessageResponse {
  if (!file) return errorResponse(Code.NotFound, 'nothing of that name is served here');
  return {
    case: 'fileDescriptorResponse',
    value: { fileDescriptorProto: closureOf([file]).map(({ proto }) => toBinary(FileDescriptorProtoSchema, proto)) },
  };
}

function extensionNumbers(typeName: string, registry: Registry): MessageResponse {
  if (!registry.getMessage(typeName)) return errorResponse(Code.NotFound, 'nothing of that name is served here');
  const numbers = [...registry].flatMap((type) =>
    type.kind === 'extension' && type.extendee.typeName === typeName ? [type.number] : [],
  );
  return {
    case: 'allExtensionNumbersResponse',
    value: { baseTypeName: typeName, extensionNumber: numbers },
  };
}

function errorResponse(code: Code, message: string): MessageResponse {
  return { case: 'errorResponse', value: { errorCode: code, errorMessage: message } };
}

function closureOf(roots: readonly DescFile[]): DescFile[] {
  const closure = new Set<DescFile>();
  const visit = (file: DescFile): void => {
    if (closure.has(file)) return;
    for (const dependency of file.dependencies) visit(dependency);
    closure.add(file);
  };
  for (const root of roots) visit(root);
  return [...closure];
}
