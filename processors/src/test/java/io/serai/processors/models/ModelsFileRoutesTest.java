package io.serai.processors.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.processors.yaml.YamlException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a file as a whole: its routes as tools see them, and where it is wrong. */
class ModelsFileRoutesTest extends ModelsOfAFile {

    @Test
    void route_ofAModel_looksLikeOneWrittenByHand() throws Exception {
        load(
                """
                # mine
                models:
                  team/fast:
                    description: "50% off (all) & more? #1 + {a} é ${x} %41"
                    aliases: [quick]
                    capabilities: [chat, tools]
                    context-window: 1000
                    owner: platform
                    targets:
                      - a
                      - b
                    fallbacks: {general: [c], content-policy: [c]}
                    canary: {model: d, share: 5%}
                """);

        assertThat(models.options.get("team/fast"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "description", "50% off (all) & more? #1 + {a} é ${x} %41",
                        "aliases", "quick",
                        "capabilities", "chat,tools",
                        "contextWindow", "1000",
                        "owner", "platform"));
        RouteDefinition route = camel.getRouteDefinition("team/fast");
        assertThat(route.getDescription()).isEqualTo("50% off (all) & more? #1 + {a} é ${x} %41");
        assertThat(route.getLineNumber()).isEqualTo(3);
        assertThat(route.getLocation()).isEqualTo("file:/etc/serai/models.yaml");
        assertThat(ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class))
                .extracting(ToDefinition::getId)
                .containsExactly(
                        "team/fast#targets-target-a",
                        "team/fast#targets-target-b",
                        "team/fast#targets-general-c",
                        "team/fast#targets-content-policy-c",
                        "team/fast#canary-targets-target-d",
                        "team/fast#canary-targets-target-a",
                        "team/fast#canary-targets-target-b",
                        "team/fast#canary-targets-general-c",
                        "team/fast#canary-targets-content-policy-c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama3:8b", "claude@20240620", "team/fast~2", "a.b-c_d", "x/y/z@1:free", "8b"})
    void model_withEveryCharacterOfAName_isCalledByIt(String name) throws Exception {
        load("models:\n  \"" + name + "\": {targets: [a]}\n  outer: {targets: [\"" + name + "\"]}\n");

        assertThat(call(name).getMessage().getBody()).isEqualTo(Map.of("model", "a"));
        assertThat(call("outer").getMessage().getBody()).isEqualTo(Map.of("model", "a"));
    }

    @Test
    void file_byItsLocation_isLoaded() throws Exception {
        Path file = Files.writeString(folder.resolve("models.yaml"), "models: {fast: {targets: [a]}}");

        camel.addRoutes(new ModelsRoutes("file:" + file));
        camel.start();

        assertThat(call("fast").getMessage().getBody()).isEqualTo(Map.of("model", "a"));
    }

    @Test
    void file_missing_isRefusedByName() {
        assertThatThrownBy(() -> camel.addRoutes(new ModelsRoutes("file:not/there.yaml")))
                .isInstanceOf(YamlException.class)
                .hasMessage("not/there.yaml:1: is not there");
    }

    @Test
    void file_wrong_addsNoRoute() {
        assertThatThrownBy(() -> load("models:\n  fast: {targets: [a]}\n  slow: {targets: [e]}\n"))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith("routes/models.yaml:3: models.slow.targets[0]: ");
        assertThat(camel.getRouteDefinition("fast")).isNull();
    }

    @Test
    void condition_inNoKnownLanguage_isRefusedByLine() {
        assertThatThrownBy(() -> load("models:\n  fast:\n    targets: [{model: a, when: {klingon: x}}]\n"))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith("routes/models.yaml:3: models.fast.targets[0].when.klingon: ");
    }

    @Test
    void condition_thatIsNone_isRefusedByLine() {
        assertThatThrownBy(() -> load("models:\n  fast:\n    targets: [{model: a, when: '${body'}]\n"))
                .isInstanceOf(YamlException.class)
                .hasMessageStartingWith("routes/models.yaml:3: models.fast.targets[0].when: ")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void placeholder_ofTheApplication_isResolved() throws Exception {
        camel.getPropertiesComponent().addInitialProperty("who", "b");
        load("models: {fast: {targets: ['{{who}}']}}");

        call("fast");

        assertThat(asked).containsExactly("b");
    }
}
