package io.serai.processors.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rows of the ledger are only ever inserted: nothing in this module has a statement that does anything else to them. */
class LedgerSqlTest {

    private static final Pattern CHANGES = Pattern.compile(
            "(?i)\\b(update|delete\\s+from|truncate(\\s+table)?|merge\\s+into)\\s+ledger(_tag)?\\b(?!_)");

    @Test
    void rows_areNeverChanged() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main"))) {
            List<Path> all = sources.filter(Files::isRegularFile).toList();
            assertThat(all).anyMatch(file -> file.endsWith("LedgerSql.java"));
            for (Path source : all) {
                if (source.toString().endsWith(".java") || source.toString().endsWith(".sql")) {
                    assertThat(Files.readString(source)).as(source.toString()).doesNotContainPattern(CHANGES);
                }
            }
        }
    }
}
