export type ReviewEvent = 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT'
