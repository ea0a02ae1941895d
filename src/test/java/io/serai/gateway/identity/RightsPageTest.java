package io.serai.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.caller.Role;
import io.serai.processors.identity.Reach;
import io.serai.processors.identity.Right;
import io.serai.processors.identity.Rights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page says what the code does. */
class RightsPageTest {

    @Test
    void table_ofThePage_isThatOfTheCode() throws Exception {
        List<String> rows = Files.readAllLines(Path.of("docs/identity.md")).stream()
                .filter(line -> line.startsWith("| `") && line.contains(":"))
                .filter(line ->
                        Right.of(line.substring(3, line.indexOf('`', 3))).isPresent())
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(Right.values())
                        .map(right -> row(right, Rights.all().getOrDefault(right, Map.of())))
                        .toList());
    }

    private static String row(Right right, Map<Role, Reach> reaches) {
        return Arrays.stream(Role.values())
                .map(role -> reaches.getOrDefault(role, Reach.NONE))
                .map(reach -> reach == Reach.NONE ? "–" : reach.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" | ", "| `" + right.label() + "` | ", " |"));
    }
}
