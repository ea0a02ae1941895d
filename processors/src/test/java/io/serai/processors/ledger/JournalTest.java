package io.serai.processors.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.api.error.SeraiException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {

    private static final int SEGMENT = 2 * JournalSettings.LEAST_SEGMENT;
    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir
    Path folder;

    private Journal open(long most) throws IOException {
        return Journal.open(new JournalSettings(folder, SEGMENT, most, Duration.ofMillis(5)), CLOCK.millis());
    }

    /** As a process that is killed leaves them: the files are copied while they are written. */
    private Path killed() throws IOException {
        Path copy = Files.createTempDirectory(folder.getParent(), "killed");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    private static List<LeftSegment.Content> contents(Path folder) throws IOException {
        List<LeftSegment.Content> contents = new ArrayList<>();
        try (JournalFolder left = JournalFolder.open(folder, 1)) {
            for (Path file : left.left()) {
                LeftSegment segment = LeftSegment.read(file);
                if (segment.owner().isPresent()) {
                    contents.add(segment.content());
                }
            }
        }
        return contents;
    }

    private static List<Long> sequences(List<LeftSegment.Content> contents) {
        return contents.stream()
                .flatMap(content -> content.rows().stream())
                .map(Shipment.Item::sequence)
                .toList();
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void rows_ofManyThreads_areAllThereInOrder_acrossSegments() throws Exception {
        Journal journal = open(64L * SEGMENT);
        Ledger ledger = new JournalLedger(journal, CLOCK);
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(thread -> new Thread(() -> {
                    for (int i = 0; i < 500; i++) {
                        Line line = Lines.line("r" + thread + "-" + i, 1);
                        ledger.reserve(line, Lines.nanos(7));
                        ledger.settle(line, Lines.charge(5));
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        List<LeftSegment.Content> contents = contents(killed());
        assertThat(contents).hasSizeGreaterThan(1);
        assertThat(sequences(contents)).isEqualTo(upTo(4000));
        assertThat(contents).allMatch(content -> content.missing() == 0);
        journal.close(0);
    }

    @Test
    void row_saysWhatWasAppended() throws IOException {
        Journal journal = open(8L * SEGMENT);
        Line line = Lines.line("r-\u4e2d\u6587-\uD83D\uDE00", 3);
        Ledger ledger = new JournalLedger(journal, () -> java.time.Instant.ofEpochMilli(42));
        ledger.reserve(line, Lines.nanos(700));
        ledger.extend(line, Lines.nanos(30));
        ledger.settle(line, Lines.charge(500));
        List<Shipment.Item> rows = contents(killed()).get(0).rows();
        journal.close(0);
        assertThat(rows).extracting(row -> row.entry().line()).containsOnly(line);
        assertThat(rows).extracting(row -> row.entry().kind()).containsExactly(Kind.RESERVE, Kind.EXTEND, Kind.SETTLE);
        assertThat(rows).extracting(row -> row.entry().reserved().count()).containsExactly(700L, 30L, -730L);
        assertThat(rows).extracting(row -> row.entry().spent().count()).containsExactly(0L, 0L, 500L);
        assertThat(rows.get(2).entry().cause()).isEqualTo("reported");
        assertThat(rows.get(2).entry().bookedAt()).isEqualTo(42);
    }

    @Test
    void longTexts_areCut_tooManyTagsDropped() throws IOException {
        Journal journal = open(8L * SEGMENT);
        Line line = new Line(
                "r".repeat(100_000),
                1,
                "ten",
                "",
                "",
                "",
                "",
                "\uD83D\uDE00".repeat(1000),
                "p",
                "m",
                io.serai.api.call.Operation.CHAT,
                IntStream.range(0, 1000).mapToObj(i -> "t" + i).collect(java.util.stream.Collectors.toSet()),
                1);
        new JournalLedger(journal, CLOCK).reserve(line, Lines.nanos(1));
        Line read = contents(killed()).get(0).rows().get(0).entry().line();
        journal.close(0);
        assertThat(read.request()).hasSize(EntryCodec.MAX_TEXT);
        assertThat(read.asked()).hasSize(EntryCodec.MAX_TEXT - 1).doesNotContain("\uFFFD");
        assertThat(read.tags()).hasSize(EntryCodec.MAX_TAGS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 16, 17, 100})
    void tornEnd_isNoDamage_andCostsItsRowAlone(int bytes) throws IOException {
        Path left = ten();
        int end = end(left);
        try (RandomAccessFile file = file(left)) {
            file.seek(end - bytes);
            file.write(new byte[bytes]);
            file.seek(end - bytes - 4);
            file.write(1);
        }
        List<LeftSegment.Content> contents = contents(left);
        assertThat(sequences(contents)).isEqualTo(upTo(9));
        assertThat(contents.get(0).missing()).isZero();
    }

    @Test
    void damagedMiddle_isToldApart_andCostsItsRowAlone() throws IOException {
        Path left = ten();
        int end = end(left);
        try (RandomAccessFile file = file(left)) {
            file.seek(Segment.FIRST_ROW + (end - Segment.FIRST_ROW) / 2 + 40);
            file.write(new byte[] {1, 2, 3, 4});
        }
        List<LeftSegment.Content> contents = contents(left);
        assertThat(sequences(contents)).hasSize(9).endsWith(10L);
        assertThat(contents.get(0).missing()).isEqualTo(1);
    }

    private Path ten() throws IOException {
        Journal journal = open(8L * SEGMENT);
        Ledger ledger = new JournalLedger(journal, CLOCK);
        for (int i = 0; i < 10; i++) {
            ledger.reserve(Lines.line("r" + i, 1), Lines.nanos(1));
        }
        Path left = killed();
        journal.close(0);
        return left;
    }

    private static RandomAccessFile file(Path left) throws IOException {
        return new RandomAccessFile(
                left.resolve("000000000001" + Segment.SUFFIX).toFile(), "rw");
    }

    /** Where the last row ends. */
    private static int end(Path left) throws IOException {
        byte[] bytes = Files.readAllBytes(left.resolve("000000000001" + Segment.SUFFIX));
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }

    @Test
    void noRoom_nothingBegins_butAllThatHasBegunEnds() throws IOException {
        Journal journal = open(3L * SEGMENT);
        Ledger ledger = new JournalLedger(journal, CLOCK);
        List<Line> begun = new ArrayList<>();
        assertThatThrownBy(() -> {
                    while (true) {
                        Line line = Lines.line("r" + begun.size(), 1);
                        ledger.reserve(line, Lines.nanos(1));
                        begun.add(line);
                    }
                })
                .isInstanceOfSatisfying(
                        GatewayException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.GATEWAY_OVERLOADED))
                .matches(e -> ((SeraiException) e).retryAfter().isPresent());
        assertThat(begun).hasSizeGreaterThan(100);
        begun.forEach(line -> ledger.settle(line, Lines.charge(1)));
        assertThat(sequences(contents(killed()))).isEqualTo(upTo(2L * begun.size()));
        journal.close(0);
    }

    @Test
    void folder_ofAnotherProcess_isRefused() throws IOException {
        Journal journal = open(8L * SEGMENT);
        assertThatThrownBy(() -> open(8L * SEGMENT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("open in");
        journal.close(0);
        Journal again = open(8L * SEGMENT);
        assertThat(again.owner().node()).isEqualTo(journal.owner().node());
        assertThat(again.owner().epoch()).isGreaterThan(journal.owner().epoch());
        again.close(0);
    }

    @Test
    void secondEnd_isIgnored() throws IOException {
        Journal journal = open(8L * SEGMENT);
        Ledger ledger = new JournalLedger(journal, CLOCK);
        Line line = Lines.line("r", 1);
        ledger.reserve(line, Lines.nanos(1));
        ledger.settle(line, Lines.charge(1));
        ledger.settle(line, Lines.charge(1));
        ledger.release(line, "failed");
        assertThat(journal.last()).isEqualTo(2);
        journal.close(0);
    }
}
