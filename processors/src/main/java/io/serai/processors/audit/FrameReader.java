package io.serai.processors.audit;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Reads the frames of one journal file, one after the other. */
final class FrameReader implements AutoCloseable {

    private final DataInputStream in;
    private long position;

    /** @param from where a frame begins */
    FrameReader(Path file, long from) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        channel.position(from);
        in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), 1 << 16));
        position = from;
    }

    /** The next frame; null where there is no whole and sound one. */
    Frame.@Nullable Content next() throws IOException {
        try {
            int length = in.readInt();
            int checksum = in.readInt();
            if (length < 1 || length > Frame.LONGEST) {
                return null;
            }
            byte[] bytes = new byte[length];
            in.readFully(bytes);
            ByteBuffer content = ByteBuffer.wrap(bytes);
            if (Frame.checksum(content.duplicate()) != checksum) {
                return null;
            }
            Frame.Content frame = Frame.read(content);
            position += Frame.HEADER + length;
            return frame;
        } catch (EOFException | IllegalArgumentException e) {
            return null;
        }
    }

    /** Where the last whole frame ends. */
    long position() {
        return position;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
