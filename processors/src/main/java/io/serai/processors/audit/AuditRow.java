package io.serai.processors.audit;

/**
 * One event as it is kept.
 *
 * @param chain which node's chain it is part of
 * @param number its place in the chain, from 1
 * @param at when it was told, in milliseconds since the epoch
 * @param hash SHA-256 over the hash of the row before it and all of the row's own, 64 hexadecimal digits
 */
public record AuditRow(String chain, long number, long at, AuditEvent event, String hash) {}
