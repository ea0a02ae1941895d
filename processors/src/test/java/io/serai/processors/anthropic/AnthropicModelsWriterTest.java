package io.serai.processors.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.call.CallNames;
import io.serai.api.call.Operation;
import io.serai.api.json.Json;
import io.serai.api.model.ModelCard;
import io.serai.api.model.ModelCard.Status;
import io.serai.api.model.ModelCard.Visibility;
import io.serai.api.model.ModelCatalog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicModelsWriterTest {

    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    private final AnthropicModelsWriter writer = new AnthropicModelsWriter();

    AnthropicModelsWriterTest() {
        exchange.setProperty(CallNames.REQUEST_ID, "req_1");
        writer.setCatalog(new ModelCatalog() {
            @Override
            public List<ModelCard> models() {
                return List.of(
                        card("team/fast", Visibility.OPEN),
                        card("hidden", Visibility.PRIVATE),
                        card("slow", Visibility.OPEN));
            }

            @Override
            public Optional<ModelCard> find(String name) {
                return models().stream().filter(card -> card.id().equals(name)).findFirst();
            }
        });
    }

    private static ModelCard card(String id, Visibility visibility) {
        return new ModelCard(
                id, "", "x", 7, Set.of(Operation.CHAT), Set.of(), OptionalInt.of(8000), "", visibility, Status.READY);
    }

    @Test
    void list_isOnePageOfAllOpenModels() throws Exception {
        Map<String, Object> list = asked("/v1/models");

        assertThat(list)
                .containsEntry("has_more", false)
                .containsEntry("first_id", "team/fast")
                .containsEntry("last_id", "slow");
        assertThat((List<?>) list.get("data")).hasSize(2).first().isEqualTo(described());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models/team/fast", "/v1/models/team%2Ffast", "/team/fast"})
    void one_isFoundByItsId(String path) throws Exception {
        assertThat(asked(path)).isEqualTo(described());
        assertThat(exchange.getMessage().getHeader("request-id")).isEqualTo("req_1");
        assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models/nobody", "/v1/models/hidden", "/v1/models/%zz"})
    void one_thatIsNotThere_isNotFoundInAnthropicsWords(String path) throws Exception {
        Map<String, Object> error = asked(path);

        assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(404);
        assertThat(error).containsEntry("type", "error").containsEntry("request_id", "req_1");
        assertThat(((Map<?, ?>) error.get("error")).get("type")).isEqualTo("not_found_error");
    }

    private static Map<String, Object> described() {
        return Map.of(
                "type", "model",
                "id", "team/fast",
                "display_name", "team/fast",
                "created_at", "1970-01-01T00:00:07Z",
                "lifecycle", "active",
                "max_input_tokens", 8000);
    }

    private Map<String, Object> asked(String path) throws Exception {
        exchange.getMessage().setHeader(Exchange.HTTP_PATH, path);
        writer.process(exchange);
        return Json.standard().readObject(exchange.getMessage().getBody(byte[].class));
    }
}
