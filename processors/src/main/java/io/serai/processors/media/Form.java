package io.serai.processors.media;

import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.media.Blob;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.apache.commons.fileupload2.core.ParameterParser;

/** A form that a caller posted, {@code multipart/form-data} (<a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a>). */
final class Form {

    private static final String TYPE = "multipart/form-data";
    private static final String UNKNOWN_TYPE = "application/octet-stream";

    /** Far more than any endpoint has fields: 16 images, and each parameter. */
    private static final int MAX_PARTS = 256;

    private static final int MAX_NAME = 256;
    private static final int MAX_HEAD = 4096;
    /** RFC 2046, 5.1.1. */
    private static final int MAX_BOUNDARY = 70;

    private Form() {}

    /** Whether a message says that it is one. */
    static boolean isIn(Message message) {
        return mediaType(contentType(message)).equals(TYPE);
    }

    /**
     * The form as a request: texts, numbers and lists as their kinds say, files as {@link Blob}s, whose bytes are those that came.
     *
     * @param kinds of the fields that are known; any other is a text or a file
     */
    static Map<String, Object> read(Message message, Map<String, FieldKind> kinds) {
        String type = contentType(message);
        if (!mediaType(type).equals(TYPE)) {
            throw new CallerException(
                    ErrorKind.CALLER_UNSUPPORTED_MEDIA_TYPE,
                    "The header Content-Type must be multipart/form-data, found "
                            + (type.isEmpty() ? "none." : "another media type."));
        }
        byte[] body = message.getBody() instanceof byte[] given ? given : message.getBody(byte[].class);
        if (body == null || body.length == 0) {
            throw unreadable("The request body is empty, expected a form.");
        }
        FormFields fields = new FormFields(kinds);
        try {
            read(type, body, fields);
        } catch (IOException e) {
            throw unreadable("The form can't be taken apart: it ends early, or a part of it has no proper head.");
        }
        if (fields.isEmpty()) {
            throw unreadable("The form has no fields; the boundary in Content-Type must be that of the body.");
        }
        return fields.request();
    }

    private static void read(String type, byte[] body, FormFields fields) throws IOException {
        MultipartInput parts = MultipartInput.builder()
                .setInputStream(new ByteArrayInputStream(body))
                .setBoundary(boundary(type).getBytes(StandardCharsets.ISO_8859_1))
                .setMaxPartHeaderSize(MAX_HEAD)
                .get();
        // Browsers and SDKs write names of fields and files as they are, in UTF-8 (RFC 7578, 5.1).
        parts.setHeaderCharset(StandardCharsets.UTF_8);
        boolean more = parts.skipPreamble();
        for (int count = 1; more; count++) {
            if (count > MAX_PARTS) {
                throw unreadable("The form has more than " + MAX_PARTS + " fields.");
            }
            PartHead head = PartHead.of(parts.readHeaders());
            if (head.name().isEmpty() || head.name().length() > MAX_NAME) {
                throw unreadable("Each part of the form must have a name of 1 to " + MAX_NAME + " characters.");
            }
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            parts.readBodyData(content);
            fields.add(head.name(), value(head, content.toByteArray()));
            more = parts.readBoundary();
        }
    }

    private static String boundary(String type) {
        ParameterParser parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        String boundary = parser.parse(type, ';').get("boundary");
        if (boundary == null || boundary.isEmpty() || boundary.length() > MAX_BOUNDARY) {
            throw unreadable("The header Content-Type must have a boundary of 1 to " + MAX_BOUNDARY + " characters.");
        }
        return boundary;
    }

    private static Object value(PartHead head, byte[] bytes) {
        return head.filename().isPresent()
                ? new Blob(filename(head.filename().get()), type(head.contentType()), bytes)
                : text(head.name(), bytes);
    }

    private static String text(String name, byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw CallerException.badField(name, "`" + name + "` must be UTF-8.");
        }
    }

    /** Its last segment, without what has no place in a name: some clients send whole paths, and none is to be trusted. */
    private static String filename(String path) {
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        StringBuilder plain = new StringBuilder(name.length());
        name.codePoints()
                .filter(point -> !Character.isISOControl(point))
                .limit(MAX_NAME)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static String type(String given) {
        return given.isEmpty() ? UNKNOWN_TYPE : given;
    }

    private static String contentType(Message message) {
        return message.getHeader(Exchange.CONTENT_TYPE, "", String.class);
    }

    private static String mediaType(String contentType) {
        return contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    }

    private static SeraiException unreadable(String message) {
        return new CallerException(ErrorKind.CALLER_BAD_REQUEST, message);
    }
}
