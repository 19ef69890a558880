/**
 * ComplianceProfile of the proto → domain. The server has no database: the caller sends profile and terms; what is
 * absent is the strict profile with the server's own default provider (config.ts), whose version says so.
 */
import {
  type ComplianceProfile as ComplianceProfileProto,
  ProfileName as ProfileNameProto,
} from '@offerwright/proto/marketing/v1/generation_pb';
import type { ComplianceProfile, OfferTerms, ProfileName } from '../domain/valid-request.ts';
import { pick } from './parse-options.ts';

/** Version of the default profile and terms, stored with each answer that used them. */
export const defaultVersion = 'server-default';

const profileNameOf: Readonly<Record<ProfileNameProto, ProfileName>> = {
  [ProfileNameProto.UNSPECIFIED]: 'strict',
  [ProfileNameProto.STRICT]: 'strict',
  [ProfileNameProto.LAW2025]: 'law2025',
};

/** Who offers when a request names nobody. */
export interface DefaultProvider {
  readonly legalName: string;
  readonly licence: string;
}

export function parseProfile(
  profile: ComplianceProfileProto | undefined,
  provider: DefaultProvider,
): ComplianceProfile {
  return {
    name: pick(profileNameOf, profile?.name),
    version: profile ? profile.version : defaultVersion,
    terms: profile?.terms
      ? {
          legalName: profile.terms.legalName,
          licence: profile.terms.licence,
          fullTerms: profile.terms.fullTerms,
          url: profile.terms.url,
          erid: profile.terms.erid,
          version: profile.terms.version,
        }
      : defaultTerms(provider),
  };
}

function defaultTerms(provider: DefaultProvider): OfferTerms {
  return { ...provider, fullTerms: '', url: '', erid: '', version: defaultVersion };
}
