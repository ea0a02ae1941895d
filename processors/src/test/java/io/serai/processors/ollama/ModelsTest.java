package io.serai.processors.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.call.Operation;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.api.json.Json;
import io.serai.api.model.ModelCard;
import io.serai.api.model.ModelCard.Status;
import io.serai.api.model.ModelCard.Visibility;
import io.serai.api.model.ModelCatalog;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class ModelsTest {

    private static final ModelCatalog MODELS = new ModelCatalog() {
        @Override
        public List<ModelCard> models() {
            return List.of(
                    card("fast", Visibility.OPEN, Set.of("tools", "vision", "reasoning", "json-schema")),
                    card("local/llama3.2:3b", Visibility.OPEN, Set.of()),
                    card("openai/*", Visibility.OPEN, Set.of()),
                    card("inner", Visibility.PRIVATE, Set.of()));
        }

        @Override
        public Optional<ModelCard> find(String name) {
            return models().stream().filter(card -> card.id().equals(name)).findFirst();
        }
    };

    @Test
    void tags_areThoseThatCallersCanName_eachWithATag() throws Exception {
        TagsWriter writer = new TagsWriter();
        writer.setCatalog(MODELS);

        List<?> models = (List<?>) told(writer, "{}").get("models");

        assertThat(models).hasSize(2);
        assertThat(models.get(0))
                .isEqualTo(
                        json(
                                """
                        {"name":"fast","model":"fast:latest","modified_at":"1970-01-01T00:00:07Z","size":0,"digest":"","details":
                        {"parent_model":"","format":"","family":"team-a","families":["team-a"],"parameter_size":"","quantization_level":""}}"""));
        assertThat(((Map<?, ?>) models.get(1)).get("model")).isEqualTo("local/llama3.2:3b");
    }

    @Test
    void show_tellsWhatIsKnown_inOllamasWords() throws Exception {
        Map<String, Object> shown = told(show(), "{\"model\":\"fast:latest\",\"verbose\":true}");

        assertThat(shown.get("capabilities"))
                .isEqualTo(List.of("completion", "embedding", "tools", "vision", "thinking"));
        assertThat(shown.get("model_info"))
                .isEqualTo(
                        json(
                                "{\"general.architecture\":\"team-a\",\"general.basename\":\"fast\",\"team-a.context_length\":8000}"));
        assertThat(told(show(), "{\"name\":\"fast\"}")).isEqualTo(shown);
    }

    @Test
    void show_ofWhatNobodyPublishes_isNotFound() {
        for (String name : List.of("inner", "nobody")) {
            assertThatThrownBy(() -> told(show(), "{\"model\":\"" + name + "\"}"))
                    .isInstanceOfSatisfying(SeraiException.class, failure -> assertThat(failure.kind())
                            .isEqualTo(ErrorKind.CALLER_NOT_FOUND))
                    .hasMessageContaining(name);
        }
    }

    @Test
    void version_isTheOneThatWasSet() throws Exception {
        VersionWriter writer = new VersionWriter();
        writer.setVersion("0.99.0");

        assertThat(told(writer, "{}")).isEqualTo(Map.of("version", "0.99.0"));
    }

    @Test
    void errors_areATextAlone_inAStreamALine() {
        OllamaErrors errors = new OllamaErrors();
        SeraiException failure = CallerException.badField("model", "`model` is required.");
        String text = "{\"error\":\"`model` is required.\"}";

        assertThat(new String(errors.body(failure, "req_1"), StandardCharsets.UTF_8))
                .isEqualTo(text);
        assertThat(new String(errors.frame(failure, "req_1"), StandardCharsets.UTF_8))
                .isEqualTo(text + "\n");
        assertThat(List.of("/api/chat", "/api/tags", "/api/pull")).allMatch(errors::serves);
        assertThat(List.of("/v1/chat/completions", "/api", "/api/chat/more")).noneMatch(errors::serves);
    }

    private static ShowWriter show() {
        ShowWriter writer = new ShowWriter();
        writer.setCatalog(MODELS);
        return writer;
    }

    private static Map<String, Object> told(Processor writer, String request) throws Exception {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        exchange.getMessage().setBody(request.getBytes(StandardCharsets.UTF_8));
        writer.process(exchange);
        return Json.standard().readObject(exchange.getMessage().getBody(byte[].class));
    }

    private static Map<String, Object> json(String text) throws Exception {
        return Json.standard().readObject(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ModelCard card(String id, Visibility visibility, Set<String> capabilities) {
        return new ModelCard(
                id,
                "",
                "team-a",
                7,
                Set.of(Operation.CHAT, Operation.EMBED),
                capabilities,
                OptionalInt.of(8000),
                "1",
                visibility,
                Status.READY);
    }
}
