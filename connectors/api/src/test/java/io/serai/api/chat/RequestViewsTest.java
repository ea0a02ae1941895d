package io.serai.api.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.chat.ToolChoice.Mode;
import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What the views of a request make of the forms in which clients say the same. */
class RequestViewsTest {

    @Test
    void contentParts_ofStringListAndNull_areAlike() {
        assertThat(ContentPart.in("Hi")).containsExactly(ContentPart.text("Hi"));
        assertThat(ContentPart.in(List.of("Hi"))).containsExactly(ContentPart.text("Hi"));
        assertThat(ContentPart.in("")).isEmpty();
        assertThat(ContentPart.in(null)).isEmpty();
    }

    @Test
    void imageUrl_asStringOrObject_isTheSame() throws Exception {
        Object content = json("[{'type':'image_url','image_url':'data:image/png;base64,aa'},"
                + "{'type':'image_url','image_url':{'url':'data:image/png;base64,aa'}}]");
        assertThat(ContentPart.in(content))
                .extracting(ContentPart::imageUrl)
                .containsOnly(Optional.of("data:image/png;base64,aa"));
        assertThat(ContentPart.in(content)).allMatch(part -> part.imageData().isPresent());
    }

    @Test
    void fileData_bareBase64_isOfTheTypeThatItsNameTells() throws Exception {
        Object content = json("[{'type':'file','file':{'filename':'a.pdf','file_data':'JVBE'}},"
                + "{'type':'file','file':{'filename':'a.txt','file_data':'SGk='}},"
                + "{'type':'file','file':{'file_data':'data:text/csv;base64,YSxi'}}]");
        assertThat(ContentPart.in(content))
                .extracting(part -> part.fileData().orElseThrow().mediaType())
                .containsExactly("application/pdf", "text/plain", "text/csv");
    }

    @Test
    void toolChoice_allForms() throws Exception {
        assertThat(ToolChoice.of("none")).contains(new ToolChoice(Mode.NONE, List.of()));
        assertThat(ToolChoice.of("required")).contains(new ToolChoice(Mode.REQUIRED, List.of()));
        assertThat(ToolChoice.of(json("{'type':'function','function':{'name':'f'}}")))
                .contains(new ToolChoice(Mode.REQUIRED, List.of("f")));
        assertThat(ToolChoice.of(json("{'type':'function','name':'f'}")))
                .contains(new ToolChoice(Mode.REQUIRED, List.of("f")));
        assertThat(
                        ToolChoice.of(
                                json(
                                        "{'type':'allowed_tools','allowed_tools':{'mode':'auto','tools':"
                                                + "[{'type':'function','function':{'name':'f'}},{'type':'function','function':{'name':'g'}}]}}")))
                .contains(new ToolChoice(Mode.AUTO, List.of("f", "g")));
        assertThat(ToolChoice.of("whatever")).isEmpty();
        assertThat(ToolChoice.of(null)).isEmpty();
    }

    @Test
    void toolCall_argumentsThatAreNoObject_areEmpty() {
        assertThat(ToolCall.of("1", "f", "").arguments()).contains(Map.of());
        assertThat(ToolCall.of("1", "f", "{\"a\":1}").arguments()).contains(Map.of("a", 1));
        assertThat(ToolCall.of("1", "f", "{\"a\":").arguments()).isEmpty();
    }

    @Test
    void reasoningWish_effortGoesBeforeTheObject() throws Exception {
        ReasoningWish wish = ReasoningWish.in(
                        map("{'reasoning_effort':'low','reasoning':{'effort':'high','max_tokens':2000}}"))
                .orElseThrow();
        assertThat(wish.effort()).contains("low");
        assertThat(wish.maxTokens()).isEqualTo(OptionalInt.of(2000));
        assertThat(ReasoningWish.in(map("{'reasoning':{'enabled':false}}"))
                        .orElseThrow()
                        .isOff())
                .isTrue();
        assertThat(ReasoningWish.in(map("{'reasoning':{}}"))).isEmpty();
    }

    @Test
    void responseFormat_schemaJsonAndText() throws Exception {
        assertThat(ResponseFormat.in(map("{'response_format':{'type':'text'}}")))
                .isEmpty();
        assertThat(ResponseFormat.in(map("{'response_format':{'type':'json_object'}}"))
                        .orElseThrow()
                        .schema())
                .isEmpty();
        ResponseFormat format = ResponseFormat.in(map("{'response_format':{'type':'json_schema','json_schema':"
                        + "{'name':'n','strict':true,'schema':{'type':'object'}}}}"))
                .orElseThrow();
        assertThat(format.name()).isEqualTo("n");
        assertThat(format.strict()).contains(true);
        assertThat(format.schema()).contains(Map.of("type", "object"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(String json) throws JsonException {
        return (Map<String, Object>) json(json);
    }

    private static Object json(String json) throws JsonException {
        byte[] utf8 = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return Json.standard().read(utf8, 0, utf8.length);
    }
}
