-- How much may be used: requests, tokens, nano-dollars, per time or at once; an empty tenant stands for the platform.
create table limits (
    id varchar(100) primary key,
    tenant varchar(40) not null,
    scope varchar(4000) not null,
    metric varchar(20) not null,
    amount bigint not null,
    per varchar(20) not null,
    kind varchar(20) not null,
    zone varchar(60) not null,
    thresholds varchar(2000) not null,
    enforcement varchar(20) not null,
    version bigint not null,
    created_at timestamp with time zone not null
);
create index limits_tenant on limits (tenant);
