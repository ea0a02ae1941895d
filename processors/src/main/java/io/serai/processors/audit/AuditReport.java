package io.serai.processors.audit;

import java.time.Duration;
import java.util.List;

/**
 * What a verification has read and found.
 *
 * @param findingCount all of them
 * @param findings the first thousand
 */
public record AuditReport(
        long chains, long seals, long rows, Duration took, long findingCount, List<Finding> findings) {

    public AuditReport {
        findings = List.copyOf(findings);
    }

    /** Whether all is as it was written. */
    public boolean intact() {
        return findingCount == 0;
    }
}
