package io.serai.processors.audit;

/** Reads the audit log for people. What was told a moment ago may come a second later. */
public interface AuditReader {

    /**
     * @param after {@link AuditPage#next} of the page before, or empty for the first
     * @param limit how many rows at most, from 1 to 1,000
     * @throws IllegalArgumentException where {@code after} is none of ours
     */
    AuditPage list(AuditQuery query, String after, int limit);
}
