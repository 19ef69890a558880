/** The channels of the service, as the contract of the server names them (DescribeModel; a test compares both lists). */
export const channelCodes = [
  'SMS',
  'PUSH',
  'MOB_BANNER',
  'OFFICE_BANNER',
  'MOBILE_CHAT',
  'TMO',
  'KND',
  'EMAIL',
] as const;
export type ChannelCode = (typeof channelCodes)[number];
