-- What is known of the installation as a whole: one value each.
create table installation (
    name varchar(40) primary key,
    content varchar(200) not null
);

-- Tokens of OpenID providers that are not taken any more, although they have not ended: known by issuer and jti, or by the SHA-256 of the
-- whole token, never by the token. An empty tenant stands for all; what has ended may be removed.
create table revoked_token (
    id varchar(40) primary key,
    tenant varchar(40) not null,
    issuer varchar(500) not null,
    token_id varchar(500) not null,
    digest varchar(64) not null,
    ends_at timestamp with time zone not null,
    created_by varchar(100) not null,
    created_at timestamp with time zone not null
);
create index revoked_token_ends on revoked_token (ends_at);
