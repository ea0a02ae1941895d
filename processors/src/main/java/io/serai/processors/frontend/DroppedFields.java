package io.serai.processors.frontend;

import java.util.List;

/** The header {@code x-serai-dropped}: which fields of a request the provider was not told. */
final class DroppedFields {

    private static final int MAX_CHARS = 1000;

    private DroppedFields() {}

    /** Their names are the client's: what does not belong in a header becomes a question mark, and a long list is cut. */
    static String header(List<String> fields) {
        StringBuilder header = new StringBuilder();
        for (String field : fields) {
            if (header.length() + field.length() > MAX_CHARS) {
                return header.append(header.isEmpty() ? "" : ",").append("...").toString();
            }
            header.append(header.isEmpty() ? "" : ",");
            field.chars().forEach(c -> header.append(isPlain(c) ? (char) c : '?'));
        }
        return header.toString();
    }

    private static boolean isPlain(int c) {
        return c > ' ' && c < 127 && c != ',' && c != '"';
    }
}
