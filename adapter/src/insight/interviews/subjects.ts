/** What an interview is about: the words of the API, of the contract, and of products. */
import { InterviewStage, InterviewSubject as SubjectProto } from '@offerwright/proto/marketing/v1/insight_interview_pb';
import type { InterviewSubject, interviewStages } from '../../api/interviews.ts';
import { RequestError } from '../../errors.ts';

export const subjectToProto: Readonly<Record<InterviewSubject, SubjectProto>> = {
  payments: SubjectProto.PAYMENTS,
  saving: SubjectProto.SAVING,
  borrowing: SubjectProto.BORROWING,
  housing: SubjectProto.HOUSING,
  investing: SubjectProto.INVESTING,
  insurance: SubjectProto.INSURANCE,
  currency: SubjectProto.CURRENCY,
  salary: SubjectProto.SALARY,
  office: SubjectProto.OFFICE,
  app: SubjectProto.APP,
  applying: SubjectProto.APPLYING,
  support: SubjectProto.SUPPORT,
};

type Stage = (typeof interviewStages)[number];

const stageOf: Readonly<Partial<Record<InterviewStage, Stage>>> = {
  [InterviewStage.GOAL]: 'goal',
  [InterviewStage.CONTEXT]: 'context',
  [InterviewStage.LAST_CASE]: 'last_case',
  [InterviewStage.CONSEQUENCES]: 'consequences',
  [InterviewStage.TRIED]: 'tried',
  [InterviewStage.PRICE]: 'price',
  [InterviewStage.CLOSING]: 'closing',
  [InterviewStage.ENDED]: 'ended',
};

export function readStage(stage: InterviewStage): Stage | null {
  return stageOf[stage] ?? null;
}

const productsOf: Readonly<Partial<Record<InterviewSubject, readonly string[]>>> = {
  payments: ['DC', 'PREMIUM'],
  saving: ['DEPOSIT', 'SAVE_ACC'],
  borrowing: ['ПК', 'TOPUP', 'REFIN', 'CC', 'AUTO', 'AUTO_SCR'],
  housing: ['MORTG', 'MORTG_REFIN', 'MORTG_SCR'],
  investing: ['INVEST', 'TRUST', 'OMS'],
  insurance: ['ISG', 'NSG', 'INS_LIFE', 'INS_PROPERTY'],
  currency: ['CURR_EXC'],
  salary: ['IZP'],
};
const subjectByProduct = new Map(
  Object.entries(productsOf).flatMap(([subject, codes]) =>
    codes.map((code) => [code, subject as InterviewSubject] as const),
  ),
);

/** The subject that was named, or the product's. @throws RequestError unknown_product, invalid_request. */
export function chooseSubject(subject: InterviewSubject | undefined, product: string | undefined): InterviewSubject {
  if (product !== undefined && !subjectByProduct.has(product)) {
    const limit = 'a code of the table of products';
    throw new RequestError('unknown_product', `product: must be ${limit}`, {
      field: 'product',
      limit,
      given: 'another code',
    });
  }
  const chosen = subject ?? (product === undefined ? undefined : subjectByProduct.get(product));
  if (chosen !== undefined) return chosen;
  const limit = 'a subject, where no product is named';
  throw new RequestError('invalid_request', `subject: must be ${limit}; got nothing`, {
    field: 'subject',
    limit,
    given: 'nothing',
  });
}
