package io.serai.providers.http;

import io.serai.api.media.Blob;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A form with files, {@code multipart/form-data} (<a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a>), its names escaped as <a
 * href="https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data">browsers</a> do: none can end its
 * line or its quotes.
 */
public final class Multipart {

    private static final String LINE_END = "\r\n";
    private static final String DEFAULT_TYPE = "application/octet-stream";
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private final String boundary;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /**
     * @param boundary that occurs in none of the files
     * @throws IllegalArgumentException where it is not 1 to 70 letters, digits, {@code -} or {@code _}
     */
    public Multipart(String boundary) {
        if (boundary.isEmpty() || boundary.length() > 70 || !boundary.chars().allMatch(Multipart::isPlain)) {
            throw new IllegalArgumentException("expected a boundary of 1 to 70 letters, digits, '-' and '_'");
        }
        this.boundary = boundary;
    }

    /** A field that is text. */
    public void field(String name, String value) {
        head(name);
        text(LINE_END + LINE_END + value + LINE_END);
    }

    /** A field that is a file. One without a name gets one: without it OpenAI takes no file for a file. */
    public void file(String name, Blob file) {
        head(name);
        String filename = file.filename().isEmpty() ? "file" : file.filename();
        text("; filename=\"" + escaped(filename) + "\"" + LINE_END);
        text("Content-Type: " + type(file.contentType()) + LINE_END + LINE_END);
        out.writeBytes(file.bytes());
        text(LINE_END);
    }

    /** The media type of the whole. */
    public String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /** The form so far, with its end. */
    public byte[] bytes() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(out.size() + boundary.length() + 6);
        whole.writeBytes(out.toByteArray());
        whole.writeBytes(("--" + boundary + "--" + LINE_END).getBytes(StandardCharsets.UTF_8));
        return whole.toByteArray();
    }

    private void head(String name) {
        text("--" + boundary + LINE_END + "Content-Disposition: form-data; name=\"" + escaped(name) + "\"");
    }

    private void text(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String escaped(String name) {
        StringBuilder escaped = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            switch (c) {
                case '\r' -> escaped.append("%0D");
                case '\n' -> escaped.append("%0A");
                case '"' -> escaped.append("%22");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** A media type, with its parameters, of no other characters than RFC 9110 has; else it says nothing. */
    private static String type(String type) {
        boolean fit = type.indexOf('/') > 0
                && type.chars()
                        .allMatch(c -> isPlain(c)
                                || c == '/'
                                || c == ';'
                                || c == '='
                                || c == ' '
                                || c == '"'
                                || TOKEN_MARKS.indexOf(c) >= 0);
        return fit ? type : DEFAULT_TYPE;
    }

    private static boolean isPlain(int c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
    }
}
