package io.serai.gateway.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.gateway.matrix.FrontEndClient.Broken;
import io.serai.gateway.matrix.FrontEndClient.Failure;
import io.serai.gateway.matrix.FrontEndClient.Form;
import io.serai.gateway.matrix.Matrix.Pair;
import io.serai.gateway.matrix.Question.Wish;
import io.serai.gateway.matrix.Upstream.Returned;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever API an application speaks, it reaches whatever dialect a model is behind. */
@Timeout(60)
class MatrixTest {

    private static final String THOUGHT = "The weather, so the tool.";

    private static final Said.Call CALL = new Said.Call(
            "call_a1B2c3D4e", Question.FUNCTION, List.of("{\"ci", "ty\":\"S\\", "u00e3o Pau", "lo \\\"SP\\\"\"}"));

    private static Matrix matrix;

    @BeforeAll
    static void start() throws Exception {
        matrix = new Matrix();
    }

    @AfterAll
    static void stop() throws Exception {
        matrix.close();
    }

    static Stream<Pair> pairs() {
        return Matrix.pairs();
    }

    static Stream<Pair> pairsWithTools() {
        return able(Ability.TOOLS);
    }

    static Stream<Pair> pairsWithSignatures() {
        return able(Ability.SIGNATURES);
    }

    static Stream<Pair> pairsWithImages() {
        return able(Ability.IMAGES);
    }

    static Stream<Pair> pairsWithSchemas() {
        return able(Ability.SCHEMAS);
    }

    static Stream<Pair> pairsWithReasoning() {
        return able(Ability.REASONING);
    }

    private static Stream<Pair> able(Ability ability) {
        return Matrix.pairs().filter(pair -> pair.can(ability));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void text_wholeAndStreamed_isTheSame(Pair pair) throws Exception {
        matrix.server(pair).says(Said.text("Grüße", " aus", " \"São\nPaulo\" 🌍"));
        Question question = Question.of("Hello?");

        Reply whole = ask(pair, question, Form.WHOLE);
        Reply streamed = ask(pair, question, Form.STREAMED);

        assertThat(whole.text()).isEqualTo("Grüße aus \"São\nPaulo\" 🌍");
        assertThat(whole.ending()).isEqualTo(Reply.Ending.DONE);
        assertThat(whole.tokensIn()).isEqualTo(Said.TOKENS_IN);
        assertThat(whole.tokensOut()).isEqualTo(Said.TOKENS_OUT);
        assertThat(streamed.comparable()).isEqualTo(whole.comparable());
    }

    @ParameterizedTest
    @MethodSource("pairsWithReasoning")
    void reasoning_wholeAndStreamed_isToldAsSuch(Pair pair) throws Exception {
        matrix.server(pair).says(Said.thinking(THOUGHT, "Sunny."));
        Question question = Question.of("The weather?", Wish.REASONING);

        Reply whole = ask(pair, question, Form.WHOLE);
        Reply streamed = ask(pair, question, Form.STREAMED);

        assertThat(whole.thought()).isEqualTo(THOUGHT);
        assertThat(whole.text()).isEqualTo("Sunny.");
        assertThat(streamed.comparable()).isEqualTo(whole.comparable());
    }

    @ParameterizedTest
    @MethodSource("pairsWithTools")
    void toolCall_wholeAndStreamed_comesBackWithItsResult(Pair pair) throws Exception {
        for (Form form : Form.values()) {
            UpstreamServer server = matrix.server(pair);
            server.says(Said.calling("", CALL));
            Question question = Question.of("The weather in São Paulo?", Wish.TOOL);
            Reply reply = ask(pair, question, form);

            assertThat(reply.ending()).isEqualTo(Reply.Ending.CALLS);
            assertThat(reply.calls()).hasSize(1);
            assertThat(reply.calls().get(0).name()).isEqualTo(Question.FUNCTION);
            assertThat(reply.calls().get(0).input()).isEqualTo(CALL.input());
            if (pair.can(Ability.CALL_IDS)) {
                assertThat(reply.calls().get(0).id()).isEqualTo(CALL.id());
            }

            server.says(Said.text("Sunny."));
            assertThat(ask(pair, question.after(reply, "21 degrees"), form).text())
                    .isEqualTo("Sunny.");
            Returned returned = pair.upstream().returned(server.heard());
            assertThat(returned.name()).isEqualTo(Question.FUNCTION);
            assertThat(returned.input()).isEqualTo(CALL.input());
            assertThat(returned.answers()).isEqualTo(returned.id());
            assertThat(returned.result()).contains("21 degrees");
            if (pair.can(Ability.CALL_IDS)) {
                assertThat(returned.id()).isEqualTo(CALL.id());
            }
        }
    }

    /** Without it the provider refuses the turn. */
    @ParameterizedTest
    @MethodSource("pairsWithSignatures")
    void signature_ofReasoningBeforeACall_comesBackToItsProvider(Pair pair) throws Exception {
        for (Form form : Form.values()) {
            UpstreamServer server = matrix.server(pair);
            server.says(Said.calling(THOUGHT, CALL));
            Question question = Question.of("The weather in São Paulo?", Wish.TOOL, Wish.REASONING);
            Reply reply = ask(pair, question, form);

            assertThat(reply.thought()).isEqualTo(THOUGHT);
            server.says(Said.text("Sunny."));
            ask(pair, question.after(reply, "21 degrees"), form);

            assertThat(pair.upstream().returned(server.heard()).signature()).isEqualTo(Said.SIGNATURE);
        }
    }

    @ParameterizedTest
    @MethodSource("pairsWithTools")
    void severalCalls_keepTheirOrder(Pair pair) throws Exception {
        Said.Call second = new Said.Call("call_f5G6h7I8j", Question.FUNCTION, List.of("{\"city\":", "\"Oslo\"}"));
        matrix.server(pair).says(Said.calling("", CALL, second));
        for (Form form : Form.values()) {
            Reply reply = ask(pair, Question.of("And Oslo?", Wish.TOOL), form);

            assertThat(reply.calls()).extracting(Reply.Call::input).containsExactly(CALL.input(), second.input());
            // Gemini itself gives none, and its clients go by the order.
            assertThat(reply.calls())
                    .extracting(Reply.Call::id)
                    .filteredOn(id -> !id.isEmpty())
                    .doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @MethodSource("pairsWithImages")
    void image_arrivesByteByByte(Pair pair) throws Exception {
        matrix.server(pair).says(Said.text("A pixel."));

        Reply reply = ask(pair, Question.of("What is this?", Wish.IMAGE), Form.WHOLE);

        assertThat(reply.text()).isEqualTo("A pixel.");
        assertThat(pair.upstream().image(matrix.server(pair).heard())).isEqualTo(Question.pixel());
    }

    @ParameterizedTest
    @MethodSource("pairsWithSchemas")
    void schema_isHeard_andItsAnswerIsText(Pair pair) throws Exception {
        matrix.server(pair).says(Said.text("{\"city\":", "\"Oslo\"}"));
        for (Form form : Form.values()) {
            Reply reply = ask(pair, Question.of("Where?", Wish.SCHEMA), form);

            assertThat(new JsonObject(reply.text())).isEqualTo(new JsonObject("{\"city\":\"Oslo\"}"));
            assertThat(reply.ending()).isEqualTo(Reply.Ending.DONE);
            assertThat(reply.calls()).isEmpty();
            // Some dialects want the schema as a string.
            assertThat(matrix.server(pair).heard().encode().replace("\\", "")).contains("\"required\":[\"city\"]");
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void tooManyRequests_areToldInTheApisWords_andWhenToTryAgain(Pair pair) throws Exception {
        matrix.server(pair).refuses(429);
        for (Form form : Form.values()) {
            HttpResponse<String> response = matrix.post(pair, Question.of("Hello?"), form);

            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(response.headers().firstValue("retry-after")).hasValue("7");
            assertThat(failure(pair, response)).isEqualTo(told(pair, Failure.SLOW_DOWN));
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void badRequest_isToldInTheApisWords(Pair pair) throws Exception {
        matrix.server(pair).refuses(400);
        for (Form form : Form.values()) {
            HttpResponse<String> response = matrix.post(pair, Question.of("Hello?"), form);

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(failure(pair, response)).isEqualTo(told(pair, Failure.BAD_REQUEST));
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void failureInAStream_endsItInTheApisWords(Pair pair) throws Exception {
        matrix.server(pair).breaksAfter("Once upon");

        HttpResponse<String> response = matrix.post(pair, Question.of("A tale?"), Form.STREAMED);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(pair.frontEnd().broken(response.body())).isEqualTo(new Broken("Once upon", Failure.OTHER));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void streamWithoutAnEnd_isNotTakenForWhole(Pair pair) throws Exception {
        matrix.server(pair).stopsAfter("Once upon");

        HttpResponse<String> response = matrix.post(pair, Question.of("A tale?"), Form.STREAMED);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(pair.frontEnd().broken(response.body())).isEqualTo(new Broken("Once upon", Failure.OTHER));
    }

    private static Failure told(Pair pair, Failure failure) {
        return pair.frontEnd().can(Ability.ERROR_KINDS) ? failure : Failure.OTHER;
    }

    private static Failure failure(Pair pair, HttpResponse<String> response) {
        return pair.frontEnd().failure(new JsonObject(response.body()));
    }

    private static Reply ask(Pair pair, Question question, Form form) throws Exception {
        HttpResponse<String> response = matrix.post(pair, question, form);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return form == Form.WHOLE
                ? pair.frontEnd().whole(new JsonObject(response.body()))
                : pair.frontEnd().streamed(response.body());
    }
}
