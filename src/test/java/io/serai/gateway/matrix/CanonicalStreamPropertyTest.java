package io.serai.gateway.matrix;

import static io.serai.gateway.matrix.Literal.objects;
import static org.assertj.core.api.Assertions.assertThat;

import io.serai.api.chat.ChatStream;
import io.serai.api.chat.ReasoningDetail;
import io.serai.api.json.Json;
import io.serai.api.sse.SseEvent;
import io.serai.gateway.matrix.FrontEndClient.Form;
import io.serai.gateway.matrix.Question.Wish;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The grammar of canonical streams, told by every front end and read as that API's clients read. */
class CanonicalStreamPropertyTest {

    private static final Question QUESTION = Question.of("Hello?", Wish.REASONING);

    @Provide
    Arbitrary<FrontEndClient> frontEnds() {
        return Arbitraries.of(Matrix.FRONT_ENDS.stream()
                .filter(client -> !client.candidate().isEmpty())
                .toList());
    }

    @Provide
    Arbitrary<List<Map<String, Object>>> streams() {
        return CanonicalStreams.ofOneChoice();
    }

    @Provide
    Arbitrary<List<Map<String, Object>>> streamsOfSeveral() {
        return CanonicalStreams.ofSeveralChoices();
    }

    @Property(tries = 1200)
    void stream_readByItsApisClient_isTheCollectedAnswer(
            @ForAll("frontEnds") FrontEndClient client, @ForAll("streams") List<Map<String, Object>> chunks)
            throws Exception {
        Reply expected = collected(chunks);

        Reply streamed = streamed(client, chunks);
        Reply whole = whole(client, chunks);

        assertThat(streamed.comparable()).isEqualTo(expected.comparable());
        assertThat(whole.comparable()).isEqualTo(expected.comparable());
    }

    /** What proves reasoning, the calls and their identifiers are in the next request what they were in the answer. */
    @Property(tries = 800)
    void turn_givenBack_isWhatWasSaid(
            @ForAll("frontEnds") FrontEndClient client,
            @ForAll("streams") List<Map<String, Object>> chunks,
            @ForAll Form form)
            throws Exception {
        JsonObject said = (JsonObject) collected(chunks).turn();
        Reply reply = form == Form.WHOLE ? whole(client, chunks) : streamed(client, chunks);
        if (reply.calls().isEmpty() || !client.can(Ability.SIGNATURES)) {
            return;
        }

        Map<String, Object> request =
                new FrontEndInMemory(client).request(client.ask("m", QUESTION.after(reply, "Done."), Form.WHOLE));

        List<JsonObject> messages = objects(json(request), "messages");
        JsonObject assistant = messages.get(1);
        assertThat(assistant.getString("role")).isEqualTo("assistant");
        assertThat(calls(assistant)).isEqualTo(calls(said));
        assertThat(proofs(assistant)).isEqualTo(proofs(said));
        assertThat(messages.get(2).getString("tool_call_id"))
                .isEqualTo(reply.calls().get(0).id());
    }

    /** OpenAI alone tells of several; the others' clients read the first. */
    @Property(tries = 300)
    void severalChoices_areKeptApart(
            @ForAll("frontEnds") FrontEndClient client, @ForAll("streamsOfSeveral") List<Map<String, Object>> chunks)
            throws Exception {
        if (client instanceof OpenAiChatClient) {
            ChunkReader reader = new ChunkReader();
            List<SseEvent> events = Events.read(told(client, Form.STREAMED, ChatStream.of(chunks)));
            events.subList(0, events.size() - 1).forEach(event -> reader.add(new JsonObject(event.text())));
            List<JsonObject> whole =
                    objects(new JsonObject(told(client, Form.WHOLE, ChatStream.of(chunks))), "choices");

            assertThat(reader.all()).isEqualTo(whole);
        } else if (!(client instanceof GeminiClient)) {
            assertThat(streamed(client, chunks).comparable())
                    .isEqualTo(whole(client, chunks).comparable());
        }
    }

    /**
     * Reasoning as it verifies. Gemini's streams tell a signature in a part of its own, without text, and its clients give both back as they
     * came: ai.google.dev/gemini-api/docs/thought-signatures.
     */
    private static List<JsonObject> proofs(JsonObject message) {
        List<JsonObject> proofs = new ArrayList<>();
        for (JsonObject detail : objects(message, "reasoning_details")) {
            boolean goesOn = detail.getString("format").equals(ReasoningDetail.GEMINI) && !proofs.isEmpty();
            if (goesOn) {
                JsonObject whole = proofs.get(0);
                whole.put("text", whole.getString("text") + detail.getString("text"));
                whole.put("signature", detail.getString("signature"));
            } else {
                proofs.add(detail.copy());
            }
        }
        return proofs;
    }

    private static List<Object> calls(JsonObject message) {
        return objects(message, "tool_calls").stream()
                .map(call -> {
                    JsonObject function = call.getJsonObject("function");
                    return (Object) List.of(
                            call.getString("id"),
                            function.getString("name"),
                            new JsonObject(function.getString("arguments")));
                })
                .toList();
    }

    private static Reply collected(List<Map<String, Object>> chunks) {
        return new OpenAiChatClient().whole(json(ChatStream.of(chunks).collect()));
    }

    private static JsonObject json(Map<String, Object> map) {
        return Buffer.buffer(Json.write(map)).toJsonObject();
    }

    private static Reply streamed(FrontEndClient client, List<Map<String, Object>> chunks) throws Exception {
        return client.streamed(told(client, Form.STREAMED, ChatStream.of(chunks)));
    }

    private static Reply whole(FrontEndClient client, List<Map<String, Object>> chunks) throws Exception {
        return client.whole(
                new JsonObject(told(client, Form.WHOLE, ChatStream.of(chunks).collect())));
    }

    private static String told(FrontEndClient client, Form form, Object said) throws Exception {
        return new FrontEndInMemory(client).told(client.ask("m", QUESTION, form), said);
    }
}
