package io.serai.processors.media;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.fileupload2.core.ParameterParser;

/**
 * The head of one part of a form.
 *
 * @param name of the field; empty where the part has none
 * @param filename there where the part is a file
 * @param contentType as it was written; empty where it was not
 */
record PartHead(String name, Optional<String> filename, String contentType) {

    private static final PartHead NAMELESS = new PartHead("", Optional.empty(), "");

    /** @param head the lines before the part's body */
    static PartHead of(String head) {
        String disposition = "";
        String type = "";
        // A line that begins with white space goes on with the one before it (RFC 5322, 2.2.3).
        for (String line : head.replaceAll("\r\n[ \t]+", " ").split("\r\n")) {
            int colon = line.indexOf(':');
            if (colon < 0 && !line.isBlank()) {
                // A part without a head: what follows it was taken for one.
                return NAMELESS;
            }
            String header = line.substring(0, Math.max(0, colon)).strip().toLowerCase(Locale.ROOT);
            if (header.equals("content-disposition")) {
                disposition = line.substring(colon + 1).strip();
            } else if (header.equals("content-type")) {
                type = line.substring(colon + 1).strip();
            }
        }
        if (!disposition.toLowerCase(Locale.ROOT).startsWith("form-data")) {
            return NAMELESS;
        }
        ParameterParser parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        Map<String, String> parameters = parser.parse(disposition, ';');
        String name = parameters.get("name");
        boolean isFile = parameters.containsKey("filename") || isBinary(type.toLowerCase(Locale.ROOT));
        String filename = parameters.get("filename");
        return new PartHead(
                name == null ? "" : name,
                isFile ? Optional.of(filename == null ? "" : filename) : Optional.empty(),
                type);
    }

    /** OpenAI's SDK for Java names no file that it is given as bytes alone. */
    private static boolean isBinary(String type) {
        return !type.isEmpty() && !type.startsWith("text/plain") && !type.startsWith("application/json");
    }
}
