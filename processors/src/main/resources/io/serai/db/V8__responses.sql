-- Answers of /v1/responses that callers may go on from, encrypted. They are known by the SHA-256 of whose they are (scope) and of that with
-- their id (name). One of no size was deleted by its caller: what another node has yet to write of it is not written.
create table stored_response (
    name varchar(64) primary key,
    scope varchar(64) not null,
    size bigint not null,
    used_at timestamp with time zone not null,
    content bytea not null
);
create index stored_response_used on stored_response (used_at);
create index stored_response_scope on stored_response (scope, used_at, name, size);
