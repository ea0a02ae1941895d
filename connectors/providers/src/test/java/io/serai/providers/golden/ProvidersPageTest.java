package io.serai.providers.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.Operation;
import io.serai.api.error.CallerException;
import io.serai.providers.contract.ProviderFixture;
import io.serai.providers.http.Translator;
import io.serai.providers.http.Translator.Asked;
import io.serai.providers.http.Translator.Delivery;
import io.serai.providers.spi.Dialect;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code src/docs/providers.md} says what the translators do: each feature of {@code capabilities/probes.json} is asked of each dialect,
 * and what it drops or refuses is written down. {@code -Dserai.docs=write} writes the page anew.
 */
class ProvidersPageTest {

    private static final Path PAGE = Path.of("../../src/docs/providers.md");

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

    private static String page() throws Exception {
        Map<String, ProviderFixture> fixtures = new TreeMap<>();
        ServiceLoader.load(ProviderFixture.class).forEach(fixture -> fixtures.put(fixture.dialect(), fixture));
        Map<String, Dialect> dialects = new TreeMap<>();
        ServiceLoader.load(Dialect.class).forEach(dialect -> dialects.put(dialect.name(), dialect));
        StringBuilder page = new StringBuilder();
        page.append("# What providers can do\n\n")
                .append(
                        "Written by `ProvidersPageTest` from what the translators do; not to be edited. A dialect is chosen by a provider's ")
                .append(
                        "`dialect` in `routes/providers.camel.yaml`. OpenAI-compatible services differ by `preset`; the column shows the ")
                .append("dialect without one, which passes on what it does not know.\n\n")
                .append("## Operations\n\n");
        operations(dialects, page);
        page.append("\n## Chat requests\n\n")
                .append(
                        "● is told the provider. A name is a field that the provider can't be told: it is dropped and named in ")
                .append("`x-serai-dropped`, or refused under `x-serai-strict: true`. ✗ is refused with a 400.\n");
        Map<String, Translator> chat = new LinkedHashMap<>();
        dialects.forEach((name, dialect) -> {
            if (dialect.operations().contains(Operation.CHAT) && !name.equals("simulated")) {
                chat.put(name, fixtures.get(name).translator(Map.of()));
            }
        });
        features(chat, page);
        for (ProviderFixture fixture : fixtures.values()) {
            fixture.close();
        }
        return page.toString();
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

    private static void features(Map<String, Translator> dialects, StringBuilder page) throws Exception {
        Object group = "";
        for (Object element : probes()) {
            Map<?, ?> probe = (Map<?, ?>) element;
            if (!probe.get("group").equals(group)) {
                group = probe.get("group");
                page.append("\n| ").append(group).append(" | ").append(String.join(" | ", dialects.keySet()));
                page.append(" |\n|---|").append("---|".repeat(dialects.size())).append('\n');
            }
            page.append("| ").append(probe.get("feature")).append(" |");
            dialects.values()
                    .forEach(translator ->
                            page.append(' ').append(outcome(translator, probe)).append(" |"));
            page.append('\n');
        }
    }

    @SuppressWarnings("unchecked")
    private static String outcome(Translator translator, Map<?, ?> probe) {
        try {
            List<String> dropped = translator
                    .translate(
                            new Asked(Operation.CHAT, "m", (Map<String, Object>) probe.get("request"), Delivery.WHOLE))
                    .outgoing()
                    .dropped();
            return dropped.isEmpty()
                    ? "●"
                    : dropped.stream().map(field -> "`" + field + "`").collect(Collectors.joining(", "));
        } catch (CallerException refused) {
            return "✗";
        }
    }

    private static List<?> probes() throws Exception {
        try (InputStream file = ProvidersPageTest.class.getResourceAsStream("/capabilities/probes.json")) {
            byte[] bytes = file.readAllBytes();
            return (List<?>) GoldenCase.JSON.read(bytes, 0, bytes.length);
        }
    }
}
