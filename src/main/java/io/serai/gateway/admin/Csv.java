package io.serai.gateway.admin;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lines of comma-separated values (RFC 4180). */
final class Csv {

    static final String MEDIA_TYPE = "text/csv; charset=utf-8";

    private Csv() {}

    /** @param next the cursor of the page after, which goes into a header: CSV has no place for it */
    static AdminAnswer answer(String lines, Optional<String> next) {
        Map<String, String> headers =
                next.map(cursor -> Map.of("x-next-cursor", cursor)).orElse(Map.of());
        return new AdminAnswer(200, MEDIA_TYPE, headers, Buffer.buffer(lines));
    }

    static String line(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** A spreadsheet takes what begins like this for a formula; an apostrophe makes it text (OWASP, CSV Injection). */
    private static String cell(String value) {
        String safe =
                !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0 && !isNumber(value) ? "'" + value : value;
        boolean quoted = safe.chars().anyMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    /** Of our own making: a minus in front of digits is no formula. */
    private static boolean isNumber(String value) {
        return value.length() > 1
                && value.charAt(0) == '-'
                && value.chars().skip(1).allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }
}
