package io.serai.processors.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/** Appends seals to a file, one JSON object a line: on another disk, a network share, a device that is written once. For one process. */
public final class FileAnchor implements Anchor {

    private final Path path;
    private final FileChannel file;
    private final Map<String, Long> kept = new HashMap<>();

    /** @throws IOException where the file can't be read or made, or holds something else */
    public FileAnchor(Path path) throws IOException {
        this.path = path;
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        long whole = Files.exists(path) ? readKept() : 0;
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        // A process that was killed while writing leaves half a line; its seal comes again.
        file.truncate(whole);
        file.position(whole);
    }

    /** Returns how many bytes are whole lines. */
    private long readKept() throws IOException {
        long whole = 0;
        long size = Files.size(path);
        try (BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                long end = whole + line.getBytes(StandardCharsets.UTF_8).length + 1;
                if (end > size) {
                    break;
                }
                if (!line.isBlank()) {
                    Seal seal = AnchorLine.read(line);
                    kept.merge(seal.chain(), seal.number(), Math::max);
                }
                whole = end;
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "the audit log's anchor file " + path + " holds a line that is none: " + e.getMessage());
        }
        return whole;
    }

    @Override
    public synchronized void keep(Seal seal) throws IOException {
        if (seal.number() <= kept.getOrDefault(seal.chain(), 0L)) {
            return;
        }
        ByteBuffer line = StandardCharsets.UTF_8.encode(AnchorLine.of(seal) + "\n");
        long before = file.position();
        try {
            while (line.hasRemaining()) {
                file.write(line);
            }
            file.force(true);
        } catch (IOException e) {
            file.truncate(before);
            file.position(before);
            throw e;
        }
        kept.put(seal.chain(), seal.number());
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
