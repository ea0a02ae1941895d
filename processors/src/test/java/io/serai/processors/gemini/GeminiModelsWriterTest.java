package io.serai.processors.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.call.Operation;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
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

class GeminiModelsWriterTest {

    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    private final GeminiModelsWriter writer = new GeminiModelsWriter();

    GeminiModelsWriterTest() {
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
                id,
                "Fast.",
                "x",
                7,
                Set.of(Operation.CHAT, Operation.COUNT_TOKENS),
                Set.of(),
                OptionalInt.of(8000),
                "2",
                visibility,
                Status.READY);
    }

    @Test
    void list_isOnePageOfAllOpenModels() throws Exception {
        Map<String, Object> list = asked("/v1beta/models", "key=AIza");

        assertThat(list).containsOnlyKeys("models");
        assertThat((List<?>) list.get("models")).hasSize(2).first().isEqualTo(described());
    }

    @Test
    void list_ofOne_tellsWhereTheNextPageBegins() throws Exception {
        Map<String, Object> first = asked("/v1beta/models", "pageSize=1");
        Map<String, Object> second = asked("/v1beta/models", "pageSize=1&pageToken=" + first.get("nextPageToken"));

        assertThat((List<?>) first.get("models")).hasSize(1).first().isEqualTo(described());
        assertThat((List<?>) second.get("models")).hasSize(1);
        assertThat(second).doesNotContainKey("nextPageToken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pageSize=many", "pageToken=x"})
    void list_ofAnotherKind_isRefused(String query) {
        assertThatThrownBy(() -> asked("/v1beta/models", query))
                .isInstanceOfSatisfying(CallerException.class, e -> assertThat(e.param())
                        .hasValue(query.substring(0, query.indexOf('='))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1beta/models/team/fast", "/v1beta/models/team%2Ffast", "/v1alpha/models/team/fast"})
    void one_isFoundByItsId(String path) throws Exception {
        assertThat(asked(path, "")).isEqualTo(described());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1beta/models/nobody", "/v1beta/models/hidden", "/v1beta/models/%zz", "/v1beta/modelsx"})
    void one_thatIsNotThere_isNotFound(String path) {
        assertThatThrownBy(() -> asked(path, ""))
                .isInstanceOfSatisfying(
                        CallerException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CALLER_NOT_FOUND));
    }

    private static Map<String, Object> described() {
        return Map.of(
                "name", "models/team/fast",
                "version", "2",
                "displayName", "team/fast",
                "description", "Fast.",
                "inputTokenLimit", 8000,
                "supportedGenerationMethods", List.of("generateContent", "streamGenerateContent", "countTokens"));
    }

    private Map<String, Object> asked(String path, String query) throws Exception {
        exchange.getMessage().setHeader(Exchange.HTTP_PATH, path);
        exchange.getMessage().setHeader(Exchange.HTTP_QUERY, query);
        writer.process(exchange);
        return Json.standard().readObject(exchange.getMessage().getBody(byte[].class));
    }
}
