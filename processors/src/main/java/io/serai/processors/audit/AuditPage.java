package io.serai.processors.audit;

import java.util.List;

/**
 * Some rows of the audit log, the newest first.
 *
 * @param next what to hand to {@link AuditReader#list} for the rows after these; empty where there are no more
 */
public record AuditPage(List<AuditRow> rows, String next) {

    public AuditPage {
        rows = List.copyOf(rows);
    }
}
