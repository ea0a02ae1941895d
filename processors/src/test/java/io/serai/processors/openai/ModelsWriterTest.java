package io.serai.processors.openai;

import static io.serai.processors.openai.FrontEndFixture.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.call.Operation;
import io.serai.api.error.CallerException;
import io.serai.api.model.ModelCard;
import io.serai.api.model.ModelCard.Status;
import io.serai.api.model.ModelCard.Visibility;
import io.serai.api.model.ModelCatalog;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsWriterTest {

    private static final ModelCard FAST = new ModelCard(
            "fast",
            "For chats",
            "team-a",
            7,
            Set.of(Operation.CHAT),
            Set.of("tools"),
            OptionalInt.of(8000),
            "1",
            Visibility.OPEN,
            Status.SIMULATED);
    private static final ModelCard FAMILY = new ModelCard(
            "openai/*",
            "",
            "openai",
            7,
            Set.of(Operation.CHAT, Operation.EMBED),
            Set.of(),
            OptionalInt.empty(),
            "",
            Visibility.OPEN,
            Status.NOT_CONFIGURED);
    private static final ModelCard HIDDEN = new ModelCard(
            "inner", "", "x", 7, Set.of(), Set.of(), OptionalInt.empty(), "", Visibility.PRIVATE, Status.READY);

    private final ModelsWriter writer = new ModelsWriter();

    ModelsWriterTest() {
        writer.setCatalog(new ModelCatalog() {
            @Override
            public List<ModelCard> models() {
                return List.of(FAST, FAMILY, HIDDEN);
            }

            @Override
            public Optional<ModelCard> find(String name) {
                return models().stream()
                        .filter(card -> card.id().equals(name)
                                || (card.id().endsWith("/*")
                                        && name.startsWith(card.id().replace("*", ""))))
                        .findFirst();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/v1/models", "/v1/models/"})
    void list_anySpelling_tellsAllOpenModels(String path) throws Exception {
        assertThat(get(path).json())
                .isEqualTo(
                        map(
                                "{'object':'list','data':[{'id':'fast','object':'model','created':7,'owned_by':'team-a','description':'For chats','capabilities':['chat','tools'],'context_window':8000,'status':'simulated'},"
                                        + "{'id':'openai/*','object':'model','created':7,'owned_by':'openai','description':'','capabilities':['chat','embed'],'status':'not_configured'}]}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/models/openai/gpt+4", "/v1/models/openai%2Fgpt+4", "/openai/gpt+4", "openai%2fgpt%2b4"})
    void one_memberOfFamily_isToldByItsOwnName(String path) throws Exception {
        assertThat(get(path).json()).containsEntry("id", "openai/gpt+4").containsEntry("status", "not_configured");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models/nope", "/v1/models/inner", "/v1/models/%zz", "/v1/models/fast/", "/v1/modelsx"})
    void one_unknownOrPrivate_isNotFound(String path) {
        assertThatThrownBy(() -> get(path)).isInstanceOfSatisfying(CallerException.class, refusal -> {
            assertThat(refusal.kind().status()).isEqualTo(404);
            assertThat(refusal.code()).contains("model_not_found");
            assertThat(refusal.param()).contains("model");
            assertThat(refusal.getMessage()).startsWith("The model `").endsWith("` does not exist.");
        });
    }

    @Test
    void catalog_notGiven_isTheRegistrysOwn() {
        assertThatThrownBy(() -> new FrontEndFixture().through(new ModelsWriter()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ModelCatalog");
    }

    private FrontEndFixture get(String path) throws Exception {
        FrontEndFixture fixture = new FrontEndFixture();
        fixture.exchange.getMessage().setHeader(Exchange.HTTP_PATH, path);
        return fixture.through(writer);
    }
}
