package io.serai.providers.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.call.Operation;
import io.serai.providers.contract.ProviderFixture;
import io.serai.providers.http.Translator;
import io.serai.providers.spi.Dialect;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * {@code src/docs/providers.md} says what the translators do: each feature of {@code capabilities/probes.json} is asked of each model in
 * {@code capabilities/columns.json}, and what its dialect drops or refuses is written down. {@code -Dserai.docs=write} writes the page anew.
 */
class ProvidersPageTest {

    private static final Path PAGE = Path.of("../../src/docs/providers.md");

    /** What has no translator of its own, and what its settings alone decide. */
    private static final Map<String, Set<String>> UNKNOWN = Map.of(
            "simulated",
            Set.of("chat", "embed", "image", "rerank", "predict"),
            "http-json",
            Set.of("embed", "predict"));

    @Test
    void page_isWhatTheTranslatorsDo() throws Exception {
        String page = page();
        if ("write".equals(System.getProperty("serai.docs"))) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("src/docs/providers.md; run this test with -Dserai.docs=write to write it anew")
                .isEqualTo(page);
    }

    /** A dialect that nobody has chosen a model of would be missing from the page. */
    @Test
    void columns_areThereForEveryDialectAndOperation() throws Exception {
        Set<String> groups = new TreeSet<>(probes().keySet().stream()
                .map(ProvidersPageTest::operation)
                .map(Operation::label)
                .toList());
        for (Dialect dialect : dialects().values()) {
            Set<String> asked = new TreeSet<>(groups);
            asked.retainAll(dialect.operations().stream().map(Operation::label).toList());
            asked.removeAll(UNKNOWN.getOrDefault(dialect.name(), Set.of()));
            assertThat(columns().stream()
                            .filter(column -> column.dialect().equals(dialect.name()))
                            .flatMap(column -> column.models().keySet().stream()))
                    .as("models of " + dialect.name() + " in capabilities/columns.json")
                    .containsAll(asked);
        }
    }

    @Test
    void columns_areThereForEveryPreset() throws Exception {
        List<String> presets = columns().stream()
                .map(CapabilityColumn::preset)
                .filter(preset -> !preset.isEmpty())
                .toList();
        try (ProviderFixture services = fixtures().get("openai-compatible")) {
            // An unknown one is answered with all that are known.
            assertThatThrownBy(() -> services.translator(Map.of("preset", "unknown")))
                    .hasMessageContaining(presets.toString());
        }
    }

    private static String page() throws Exception {
        Map<String, ProviderFixture> fixtures = fixtures();
        StringBuilder page = new StringBuilder();
        page.append("# What providers can do\n\n")
                .append(
                        "Written by `ProvidersPageTest` from what the translators do; not to be edited. A dialect is chosen by a provider's ")
                .append(
                        "`dialect` in `routes/providers.camel.yaml`, a known service of the dialect openai-compatible by `preset`.\n\n")
                .append("## Operations\n\n");
        operations(dialects(), page);
        page.append("\n## What is told, by dialect\n\n")
                .append(
                        "Each column is one model, named in its head: others of the same provider may be told more or less.\n\n")
                .append(
                        "● is told the provider. A name is a field that the provider can't be told: it is dropped and named in ")
                .append("`x-serai-dropped`, or refused under `x-serai-strict: true`. ✗ is refused with a 400.\n");
        tables(columns().stream().filter(column -> !column.isService()).toList(), fixtures, page);
        page.append("\n## What is told OpenAI-compatible services, by preset\n\n")
                .append("Without a preset nothing is known of a service, and all is told it.\n");
        tables(columns().stream().filter(CapabilityColumn::isService).toList(), fixtures, page);
        for (ProviderFixture fixture : fixtures.values()) {
            fixture.close();
        }
        return page.toString();
    }

    private static Map<String, ProviderFixture> fixtures() {
        Map<String, ProviderFixture> fixtures = new TreeMap<>();
        ServiceLoader.load(ProviderFixture.class).forEach(fixture -> fixtures.put(fixture.dialect(), fixture));
        return fixtures;
    }

    private static Map<String, Dialect> dialects() {
        Map<String, Dialect> dialects = new TreeMap<>();
        ServiceLoader.load(Dialect.class).forEach(dialect -> dialects.put(dialect.name(), dialect));
        return dialects;
    }

    private static void operations(Map<String, Dialect> dialects, StringBuilder page) {
        page.append("| dialect |");
        for (Operation operation : Operation.values()) {
            page.append(' ').append(operation.label()).append(" |");
        }
        page.append("\n|---|").append("---|".repeat(Operation.values().length)).append('\n');
        dialects.forEach((name, dialect) -> {
            page.append("| ").append(name).append(" |");
            for (Operation operation : Operation.values()) {
                page.append(dialect.operations().contains(operation) ? " ● |" : "  |");
            }
            page.append('\n');
        });
    }

    private static void tables(List<CapabilityColumn> all, Map<String, ProviderFixture> fixtures, StringBuilder page)
            throws Exception {
        probes().forEach((group, features) -> {
            Operation operation = operation(group);
            List<CapabilityColumn> columns = all.stream()
                    .flatMap(column -> column.of(operation).stream())
                    .toList();
            if (columns.isEmpty()) {
                return;
            }
            page.append("\n| ").append(group.name());
            columns.forEach(column -> page.append(" | ").append(column.head()));
            page.append(" |\n|---|").append("---|".repeat(columns.size())).append('\n');
            for (Map<?, ?> probe : features) {
                page.append("| ").append(probe.get("feature")).append(" |");
                for (CapabilityColumn column : columns) {
                    Translator translator = fixtures.get(column.dialect()).translator(column.options());
                    page.append(' ')
                            .append(column.outcome(translator, operation, probe))
                            .append(" |");
                }
                page.append('\n');
            }
        });
    }

    /** What belongs together, in one table. */
    private record Group(String name, String operation) {}

    private static Operation operation(Group group) {
        return Operation.of(group.operation()).orElseThrow();
    }

    private static Map<Group, List<Map<?, ?>>> probes() throws Exception {
        Map<Group, List<Map<?, ?>>> groups = new LinkedHashMap<>();
        for (Object element : read("probes")) {
            Map<?, ?> probe = (Map<?, ?>) element;
            Object operation = probe.containsKey("operation") ? probe.get("operation") : Operation.CHAT.label();
            groups.computeIfAbsent(
                            new Group(String.valueOf(probe.get("group")), String.valueOf(operation)),
                            group -> new ArrayList<>())
                    .add(probe);
        }
        return groups;
    }

    private static List<CapabilityColumn> columns() throws Exception {
        return CapabilityColumn.all(read("columns"));
    }

    private static List<?> read(String name) throws Exception {
        try (InputStream file = ProvidersPageTest.class.getResourceAsStream("/capabilities/" + name + ".json")) {
            byte[] bytes = file.readAllBytes();
            return (List<?>) GoldenCase.JSON.read(bytes, 0, bytes.length);
        }
    }
}
