package io.serai.processors.cache.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EmbeddingThresholdTest {

    private static final Path PAGE = Path.of("../src/docs/cache.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| (`[^|]+`) \\| (0\\.\\d\\d) \\| (measured|cautious) \\|$", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    /** Who reads the page takes its numbers for those that are in use. */
    @Test
    void defaults_areThoseThatThePageTells() throws IOException {
        Set<EmbeddingThreshold> told = ROW.matcher(Files.readString(PAGE))
                .results()
                .flatMap(row -> NAME.matcher(row.group(1)).results().map(name -> threshold(name.group(1), row)))
                .collect(Collectors.toSet());

        assertThat(told).containsExactlyInAnyOrderElementsOf(EmbeddingThreshold.all());
    }

    private static EmbeddingThreshold threshold(String family, MatchResult row) {
        return new EmbeddingThreshold(
                family,
                Double.parseDouble(row.group(2)),
                EmbeddingThreshold.Origin.valueOf(row.group(3).toUpperCase(Locale.ROOT)));
    }
}
