/**
 * ComplianceProfile of the proto → domain. The server has no database: the caller sends profile and terms; what is
 * absent is the strict profile with the server's own default provider (config.ts), whose version says so.
 */
import {
  type ComplianceProfile as ComplianceProfileProto,
  type ContactPolicy as ContactPolicyProto,
  type OfferTerms as OfferTermsProto,
  ProfileName as ProfileNameProto,
} from '@offerwright/proto/marketing/v1/generation_pb';
import {
  type ComplianceProfile,
  type ContactPolicy,
  noContactPolicy,
  type OfferTerms,
  type ProfileName,
} from '../domain/valid-request.ts';
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
    terms: profile?.terms ? parseTerms(profile.terms) : defaultTerms(provider),
    contactPolicy: profile?.contactPolicy ? parseContactPolicy(profile.contactPolicy) : noContactPolicy,
  };
}

function parseTerms(terms: OfferTermsProto): OfferTerms {
  const { legalName, licence, fullTerms, url, erid, version, tail } = terms;
  const confirmedClaims = terms.claimsReviewed ? new Set(terms.confirmedClaims) : null;
  return { legalName, licence, fullTerms, url, erid, version, tail, confirmedClaims };
}

function defaultTerms(provider: DefaultProvider): OfferTerms {
  return { ...provider, fullTerms: '', url: '', erid: '', version: defaultVersion, confirmedClaims: null, tail: '' };
}

function parseContactPolicy(policy: ContactPolicyProto): ContactPolicy {
  const { quietStartMinute, quietEndMinute, channelMessagesMax, allMessagesMax, consentRequired } = policy;
  return {
    quietHours:
      quietStartMinute === undefined || quietEndMinute === undefined || quietStartMinute === quietEndMinute
        ? null
        : { startMinute: quietStartMinute, endMinute: quietEndMinute },
    channelMessagesMax,
    allMessagesMax,
    consentRequired,
  };
}
