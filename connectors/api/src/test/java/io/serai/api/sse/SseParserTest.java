package io.serai.api.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SseParserTest {

    /** A stream, and its events as {@code type|data}. */
    private record Row(String stream, String... events) {
        @Override
        public String toString() {
            return stream.replace("\r", "\\r").replace("\n", "\\n");
        }
    }

    static Stream<Row> grammar() {
        return Stream.of(
                new Row("data: a\n\n", "message|a"),
                new Row("data:a\n\n", "message|a"),
                new Row("data:  a\n\n", "message| a"),
                new Row("data: a\r\n\r\n", "message|a"),
                new Row("data: a\r\r", "message|a"),
                new Row("data: a\r\n\n", "message|a"),
                new Row("data: a\n\r\n", "message|a"),
                new Row("data: a\n\r", "message|a"),
                new Row("data: a\ndata: b\n\n", "message|a\nb"),
                new Row("data: a\rdata: b\r\ndata: c\n\n", "message|a\nb\nc"),
                new Row("data\n\n", "message|"),
                new Row("data\ndata\n\n", "message|\n"),
                new Row("data:\n\n", "message|"),
                new Row("data: a\n\n\n\ndata: b\n\n", "message|a", "message|b"),
                new Row("event: x\ndata: a\n\ndata: b\n\n", "x|a", "message|b"),
                new Row("event:\ndata: a\n\n", "message|a"),
                new Row("event: x\nevent: y\ndata: a\n\n", "y|a"),
                new Row("event: x\n\ndata: a\n\n", "message|a"),
                new Row("data: a\nevent: x\n\n", "x|a"),
                new Row(": comment\n\n"),
                new Row(": comment\ndata: a\n: another\n\n", "message|a"),
                new Row("id: 1\nretry: 10\nunknown: x\ndata: a\n\n", "message|a"),
                new Row("Data: a\nDATA: b\ndatas: c\ndat: d\n\n"),
                new Row("data : a\n\n"),
                new Row(" data: a\n\n"),
                new Row("data: a: b\n\n", "message|a: b"),
                new Row("\uFEFFdata: a\n\n", "message|a"),
                new Row("\uFEFF\uFEFFdata: a\n\n"),
                new Row("\n\n\n"),
                new Row(""),
                new Row("data: a"),
                new Row("data: a\n"),
                new Row("data: \u2028\u0085\u000b\n\n", "message|\u2028\u0085\u000b"),
                new Row("data: 你好 🏕️ 👩‍👩‍👧 é\n\n", "message|你好 🏕️ 👩‍👩‍👧 é"));
    }

    @ParameterizedTest
    @MethodSource("grammar")
    void stream_cutAtEveryByte_givesTheSameEvents(Row row) {
        byte[] bytes = row.stream().getBytes(StandardCharsets.UTF_8);
        assertThat(events(bytes)).containsExactly(row.events());
        for (int cut = 0; cut <= bytes.length; cut++) {
            assertThat(events(Arrays.copyOf(bytes, cut), Arrays.copyOfRange(bytes, cut, bytes.length)))
                    .containsExactly(row.events());
        }
        byte[][] single = new byte[bytes.length][];
        for (int i = 0; i < bytes.length; i++) {
            single[i] = new byte[] {bytes[i]};
        }
        assertThat(events(single)).containsExactly(row.events());
    }

    @Property(tries = 300)
    void events_inAnyLineEndsCutAnywhere_comeOutAsTheyWentIn(
            @ForAll("texts") List<String> texts,
            @ForAll("lineEnds") List<String> ends,
            @ForAll("cuts") List<Integer> cuts) {
        StringBuilder stream = new StringBuilder();
        int next = 0;
        for (String text : texts) {
            for (String line : text.split("\n", -1)) {
                stream.append("data: ").append(line).append(ends.get(next++ % ends.size()));
            }
            // A CR and an LF that follow each other are one line end: the empty line must begin otherwise.
            String end = stream.charAt(stream.length() - 1) == '\r' ? "\r" : ends.get(next++ % ends.size());
            stream.append(end);
            if (end.equals("\r")) {
                stream.append(": comment\n");
            }
        }
        byte[] bytes = stream.toString().getBytes(StandardCharsets.UTF_8);
        List<byte[]> pieces = new ArrayList<>();
        int from = 0;
        for (int i = 0; from < bytes.length; i++) {
            int to = Math.min(bytes.length, from + cuts.get(i % cuts.size()));
            pieces.add(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        assertThat(events(pieces.toArray(byte[][]::new)))
                .containsExactlyElementsOf(
                        texts.stream().map(text -> "message|" + text).toList());
    }

    @Property(tries = 300)
    void bytes_whatever_areReadAlikeWhereverTheyAreCut(
            @ForAll("noise") byte[] noise, @ForAll("cuts") List<Integer> cuts) {
        int cut = Math.min(noise.length, cuts.get(0));
        assertThat(events(Arrays.copyOf(noise, cut), Arrays.copyOfRange(noise, cut, noise.length)))
                .isEqualTo(events(noise));
    }

    @Test
    void event_largerThanTheLimit_isCutHoweverItArrives() {
        byte[] event = ("data: " + "x".repeat(200) + "\n\n").getBytes(StandardCharsets.UTF_8);
        for (int step : new int[] {1, 7, 150, event.length}) {
            SseParser parser = new SseParser(150);
            assertThatThrownBy(() -> {
                        for (int from = 0; from < event.length; from += step) {
                            parser.add(Arrays.copyOfRange(event, from, Math.min(event.length, from + step)));
                        }
                    })
                    .as("%d bytes at a time", step)
                    .isInstanceOf(SseOverflowException.class);
        }
    }

    @Test
    void event_withoutEnd_isCutAtTheLimit() {
        SseParser parser = new SseParser(1000);
        byte[] piece = "data: 0123456789".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1000; i++) {
                        parser.add(piece);
                    }
                })
                .isInstanceOf(SseOverflowException.class);
    }

    @Test
    void event_ofEndlessDataLines_isCutAtTheLimit() {
        SseParser parser = new SseParser(1000);
        byte[] piece = "data: 0123456789\n".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1000; i++) {
                        parser.add(piece);
                    }
                })
                .isInstanceOf(SseOverflowException.class);
    }

    @Test
    void event_ofEndlessEmptyDataLines_isCutAtTheLimit() {
        SseParser parser = new SseParser(1000);
        byte[] piece = "data\n".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        parser.add(piece);
                    }
                })
                .isInstanceOf(SseOverflowException.class);
    }

    @Test
    void events_eachBelowTheLimit_mayTogetherBeLarger() {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int i = 0; i < 100; i++) {
            stream.writeBytes(("data: " + "x".repeat(500) + "\n\n").getBytes(StandardCharsets.UTF_8));
        }
        SseParser parser = new SseParser(1000);
        parser.add(stream.toByteArray());
        int events = 0;
        while (parser.poll() != null) {
            events++;
        }
        assertThat(events).isEqualTo(100);
    }

    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> text = Combinators.combine(
                        Arbitraries.of(
                                "", "a", "你好", "🏕️", "é", "👩‍👩‍👧", "\n", ": x", "data: y", "\\r", "{\"a\":1}"),
                        Arbitraries.strings().withChars("ab \n:é漢").ofMaxLength(20))
                .as(String::concat);
        return text.list().ofMinSize(1).ofMaxSize(5);
    }

    @Provide
    Arbitrary<List<String>> lineEnds() {
        return Arbitraries.of("\n", "\r", "\r\n").list().ofMinSize(1).ofMaxSize(5);
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(1, 12).list().ofMinSize(1).ofMaxSize(6);
    }

    @Provide
    Arbitrary<byte[]> noise() {
        return Arbitraries.of(
                        (byte) '\n',
                        (byte) '\r',
                        (byte) ':',
                        (byte) ' ',
                        (byte) 'd',
                        (byte) 'a',
                        (byte) 't',
                        (byte) 0xEF,
                        (byte) 0xBB,
                        (byte) 0xBF,
                        (byte) 0xF0)
                .array(byte[].class)
                .ofMaxSize(60);
    }

    private static List<String> events(byte[]... pieces) {
        SseParser parser = new SseParser(SseParser.DEFAULT_LIMIT);
        List<String> events = new ArrayList<>();
        for (byte[] piece : pieces) {
            parser.add(piece);
            for (SseEvent event = parser.poll(); event != null; event = parser.poll()) {
                events.add(event.type() + "|" + event.text());
            }
        }
        return events;
    }
}
