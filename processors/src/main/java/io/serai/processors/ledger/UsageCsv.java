package io.serai.processors.ledger;

import io.serai.processors.ledger.UsageQuery.Bucket;
import java.time.Instant;
import java.util.List;

/** Rows of usage as comma-separated values (RFC 4180). */
public final class UsageCsv {

    private static final String END = "\r\n";

    private UsageCsv() {}

    /** The names of the columns, as one line. */
    public static String header(UsageQuery query) {
        StringBuilder line = new StringBuilder();
        if (query.bucket() != Bucket.NONE) {
            line.append("from,");
        }
        for (Dimension dimension : Dimension.values()) {
            if (query.by().contains(dimension)) {
                line.append(dimension.label()).append(',');
            }
        }
        return line.append("requests,attempts,input_tokens,output_tokens,cost,saved")
                .append(END)
                .toString();
    }

    /** The rows, a line each; money in US dollars. */
    public static String lines(UsageQuery query, List<UsageRow> rows) {
        StringBuilder lines = new StringBuilder();
        for (UsageRow row : rows) {
            if (query.bucket() != Bucket.NONE) {
                // The zone's own wall clock
                lines.append(Instant.ofEpochMilli(row.bucketFrom()).atOffset(query.zone()))
                        .append(',');
            }
            row.group().values().forEach(value -> lines.append(cell(value)).append(','));
            lines.append(row.requests()).append(',').append(row.attempts()).append(',');
            lines.append(row.input()).append(',').append(row.output()).append(',');
            lines.append(row.cost()).append(',').append(row.saved()).append(END);
        }
        return lines.toString();
    }

    /** In quotes where it needs them; spreadsheets would take what begins like a formula for one, and tags come from callers. */
    private static String cell(String value) {
        String safe = !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? '\'' + value : value;
        return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }
}
