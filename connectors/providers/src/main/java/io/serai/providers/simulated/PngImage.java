package io.serai.providers.simulated;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A picture of two colours as a PNG file (<a href="https://www.w3.org/TR/png-3/">source</a>), one bit for a pixel: even a large one is a
 * few hundred bytes.
 */
final class PngImage {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /** Whether a pixel has the second colour. */
    @FunctionalInterface
    interface Pattern {
        boolean isInk(int x, int y);
    }

    private PngImage() {}

    /** @param paper the first colour, 0xRRGGBB, as is {@code ink} */
    static byte[] of(int width, int height, int paper, int ink, Pattern pattern) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(SIGNATURE);
        // One bit for a pixel, by palette; standard compression and filters, not interlaced.
        chunk(
                png,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(new byte[] {1, 3, 0, 0, 0})
                        .array());
        chunk(png, "PLTE", new byte[] {red(paper), green(paper), blue(paper), red(ink), green(ink), blue(ink)});
        chunk(png, "IDAT", deflated(rows(width, height, pattern)));
        chunk(png, "IEND", new byte[0]);
        return png.toByteArray();
    }

    /** Each row begins with the byte of its filter, which is none. */
    private static byte[] rows(int width, int height, Pattern pattern) {
        int stride = 1 + (width + 7) / 8;
        byte[] rows = new byte[stride * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (pattern.isInk(x, y)) {
                    rows[y * stride + 1 + x / 8] |= (byte) (0x80 >> (x % 8));
                }
            }
        }
        return rows;
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(bytes);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] piece = new byte[4096];
            while (!deflater.finished()) {
                out.write(piece, 0, deflater.deflate(piece));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static void chunk(ByteArrayOutputStream png, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        png.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        png.writeBytes(name);
        png.writeBytes(data);
        png.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    private static byte red(int colour) {
        return (byte) (colour >> 16);
    }

    private static byte green(int colour) {
        return (byte) (colour >> 8);
    }

    private static byte blue(int colour) {
        return (byte) colour;
    }
}
