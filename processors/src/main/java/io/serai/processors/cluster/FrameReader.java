package io.serai.processors.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link FrameWriter} wrote, be it that of a newer release: fields that nobody asks for are stepped over. */
public final class FrameReader {

    private record Field(int number, int start, int from, int to) {}

    private final byte[] bytes;
    private final List<Field> fields = new ArrayList<>();
    private int at;

    /** @throws FrameException where it is none, or of a version that this release can't read */
    public FrameReader(byte[] bytes) {
        this.bytes = bytes;
        int version = bytes.length == 0 ? 0 : bytes[0];
        if (version < 1 || version > FrameWriter.VERSION) {
            throw new FrameException("expected a frame of version 1 to " + FrameWriter.VERSION + ", found " + version);
        }
        at = 1;
        while (at < bytes.length) {
            int start = at;
            long number = number();
            long length = number();
            if (number < 0 || number > Integer.MAX_VALUE || length < 0 || length > bytes.length - at) {
                throw new FrameException("a frame ends within a field");
            }
            fields.add(new Field((int) number, start, at, at + (int) length));
            at += (int) length;
        }
    }

    public long number(int field, long fallback) {
        Field found = find(field);
        if (found == null) {
            return fallback;
        }
        at = found.from;
        return number();
    }

    public String text(int field) {
        return new String(bytes(field), UTF_8);
    }

    /** Empty where there is no such field. */
    public byte[] bytes(int field) {
        Field found = find(field);
        return found == null ? new byte[0] : Arrays.copyOfRange(bytes, found.from, found.to);
    }

    /** All frames under this number, in their order. */
    public List<FrameReader> frames(int field) {
        return all(field).stream().map(FrameReader::new).toList();
    }

    /** All texts under this number, in their order. */
    public List<String> texts(int field) {
        return all(field).stream().map(each -> new String(each, UTF_8)).toList();
    }

    private List<byte[]> all(int field) {
        return fields.stream()
                .filter(each -> each.number == field)
                .map(each -> Arrays.copyOfRange(bytes, each.from, each.to))
                .toList();
    }

    /** The fields that are none of these, as they are: whoever changes a value writes them back, or a newer node's words are lost. */
    byte[] rest(Set<Integer> known) {
        ByteArrayOutputStream rest = new ByteArrayOutputStream(0);
        for (Field each : fields) {
            if (!known.contains(each.number)) {
                rest.write(bytes, each.start, each.to - each.start);
            }
        }
        return rest.toByteArray();
    }

    private @Nullable Field find(int field) {
        for (Field each : fields) {
            if (each.number == field) {
                return each;
            }
        }
        return null;
    }

    private long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at >= bytes.length) {
                throw new FrameException("a frame ends within a number");
            }
            byte next = bytes[at++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new FrameException("a number in a frame is too long");
    }
}
