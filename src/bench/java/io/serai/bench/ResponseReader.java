package io.serai.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads one HTTP/1.1 response after the other from bytes as they come, cut anywhere, and counts the marks in their bodies. */
final class ResponseReader {

    private enum Part {
        HEAD,
        SIZED_BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER,
        UNTIL_CLOSE,
        COMPLETE
    }

    private static final int LONGEST_LINE = 8192;
    private static final byte[] DONE = {'[', 'D', 'O', 'N', 'E', ']'};

    private final byte[] line = new byte[LONGEST_LINE];
    private int lineLength;
    private Part part = Part.HEAD;
    private long remaining;
    private boolean chunked;
    private int status;
    private boolean closing;
    private int marks;
    private int doneMatched;

    void reset() {
        lineLength = 0;
        part = Part.HEAD;
        remaining = -1;
        chunked = false;
        status = 0;
        closing = false;
        marks = 0;
        doneMatched = 0;
    }

    boolean complete() {
        return part == Part.COMPLETE;
    }

    int status() {
        return status;
    }

    /** Whether the server ends the connection after this response. */
    boolean closing() {
        return closing;
    }

    /** How many {@link MockAnswer#MARK}s the body had so far. */
    int marks() {
        return marks;
    }

    /** Whether the event that ends an OpenAI stream has come. */
    boolean done() {
        return doneMatched == DONE.length;
    }

    void feed(byte[] bytes, int length) throws IOException {
        int at = 0;
        while (at < length) {
            switch (part) {
                case SIZED_BODY, CHUNK -> {
                    int end = (int) Math.min(length, at + remaining);
                    body(bytes, at, end);
                    remaining -= end - at;
                    at = end;
                    if (remaining == 0) {
                        part = part == Part.CHUNK ? Part.CHUNK_END : Part.COMPLETE;
                    }
                }
                case UNTIL_CLOSE -> {
                    body(bytes, at, length);
                    at = length;
                }
                case COMPLETE -> throw new IOException("bytes after the end of the response");
                default -> at = line(bytes, at, length);
            }
        }
    }

    /** The server has closed; true when that is how this response ends. */
    boolean endOfStream() {
        if (part == Part.UNTIL_CLOSE) {
            part = Part.COMPLETE;
        }
        return part == Part.COMPLETE;
    }

    private int line(byte[] bytes, int from, int length) throws IOException {
        int at = from;
        while (at < length) {
            byte b = bytes[at++];
            if (b == '\n') {
                lineRead();
                return at;
            }
            if (lineLength == LONGEST_LINE) {
                throw new IOException("a line of more than " + LONGEST_LINE + " bytes");
            }
            line[lineLength++] = b;
        }
        return at;
    }

    private void lineRead() throws IOException {
        int length = lineLength > 0 && line[lineLength - 1] == '\r' ? lineLength - 1 : lineLength;
        lineLength = 0;
        switch (part) {
            case HEAD -> head(length);
            case CHUNK_SIZE -> chunkSize(length);
            case CHUNK_END -> part = Part.CHUNK_SIZE;
            case TRAILER -> part = length == 0 ? Part.COMPLETE : Part.TRAILER;
            default -> throw new IllegalStateException("no line is read in " + part);
        }
    }

    private void head(int length) throws IOException {
        if (length == 0) {
            headRead();
        } else if (status == 0) {
            status = number(9, 12, 10);
        } else {
            // Only three headers matter here, and their first letters pick them out cheaply.
            int first = line[0] | 0x20;
            if (first == 'c' || first == 't') {
                header(new String(line, 0, length, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT));
            }
        }
    }

    private void header(String text) {
        if (text.startsWith("content-length:")) {
            remaining = Long.parseLong(text.substring(15).trim());
        } else if (text.startsWith("transfer-encoding:")) {
            chunked = text.endsWith("chunked");
        } else if (text.startsWith("connection:")) {
            closing = text.endsWith("close");
        }
    }

    private void headRead() {
        if (status == 100) {
            status = 0;
        } else if (chunked) {
            part = Part.CHUNK_SIZE;
        } else if (remaining >= 0) {
            part = remaining == 0 ? Part.COMPLETE : Part.SIZED_BODY;
        } else {
            part = Part.UNTIL_CLOSE;
            closing = true;
        }
    }

    private void chunkSize(int length) throws IOException {
        int end = 0;
        while (end < length && line[end] != ';' && line[end] != ' ') {
            end++;
        }
        remaining = number(0, end, 16);
        part = remaining == 0 ? Part.TRAILER : Part.CHUNK;
    }

    private int number(int from, int to, int radix) throws IOException {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(line[i], radix);
            if (digit < 0) {
                throw new IOException(
                        "expected a number, found " + new String(line, from, to - from, StandardCharsets.ISO_8859_1));
            }
            value = value * radix + digit;
        }
        return value;
    }

    private void body(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == MockAnswer.MARK) {
                marks++;
            }
            if (doneMatched < DONE.length) {
                doneMatched = b == DONE[doneMatched] ? doneMatched + 1 : b == DONE[0] ? 1 : 0;
            }
        }
    }
}
