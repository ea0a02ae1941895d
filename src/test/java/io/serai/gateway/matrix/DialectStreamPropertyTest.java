package io.serai.gateway.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.serai.gateway.matrix.FrontEndClient.Form;
import io.serai.gateway.matrix.Matrix.Pair;
import io.serai.gateway.matrix.Question.Wish;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever a model says, however its dialect cuts it, every front end's client reads the same. */
class DialectStreamPropertyTest {

    private static Matrix matrix;

    @BeforeContainer
    static void start() throws Exception {
        matrix = new Matrix();
    }

    @AfterContainer
    static void stop() throws Exception {
        matrix.close();
    }

    @Provide
    Arbitrary<Pair> pairs() {
        return Arbitraries.of(
                Matrix.pairs().filter(pair -> pair.can(Ability.TOOLS)).toList());
    }

    @Provide
    Arbitrary<Said> turns() {
        Arbitrary<List<String>> text = CanonicalStreams.text().map(pieces -> {
            // A model that says nothing but spaces is a matter of its own.
            List<String> all = new ArrayList<>(List.of("So"));
            all.addAll(pieces);
            return all;
        });
        Arbitrary<List<String>> arguments = CanonicalStreams.arguments().list().ofMaxSize(3);
        return Combinators.combine(CanonicalStreams.text(), text, arguments, Arbitraries.randoms())
                .as((thought, words, calls, random) -> {
                    List<Said.Call> called = new ArrayList<>();
                    for (String call : calls) {
                        List<String> pieces = CanonicalStreams.cut(call, random);
                        called.add(new Said.Call("call_a1B2c" + called.size(), Question.FUNCTION, pieces));
                    }
                    return new Said(thought, words, called);
                });
    }

    @Property(tries = 600)
    void stream_ofAnyDialect_isWhatWasSaid(@ForAll("pairs") Pair pair, @ForAll("turns") Said turn) throws Exception {
        Said said = pair.can(Ability.REASONING) ? turn : new Said(List.of(), turn.text(), turn.calls());
        matrix.server(pair).says(said);

        Reply streamed = ask(pair, Form.STREAMED);
        Reply whole = ask(pair, Form.WHOLE);

        assertThat(streamed.thought()).isEqualTo(said.allThought());
        assertThat(streamed.text()).isEqualTo(said.allText());
        assertThat(streamed.calls())
                .extracting(Reply.Call::input)
                .isEqualTo(said.calls().stream().map(Said.Call::input).toList());
        if (pair.can(Ability.CALL_IDS)) {
            assertThat(streamed.comparable()).isEqualTo(whole.comparable());
        }
    }

    private static Reply ask(Pair pair, Form form) throws Exception {
        HttpResponse<String> response = matrix.post(pair, Question.of("Hello?", Wish.TOOL, Wish.REASONING), form);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return form == Form.WHOLE
                ? pair.frontEnd().whole(new JsonObject(response.body()))
                : pair.frontEnd().streamed(response.body());
    }
}
