package io.serai.processors.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.serai.api.call.CallNames;
import io.serai.api.call.Cancellation;
import io.serai.api.chat.ChatRequest;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.api.error.SeraiException;
import io.serai.api.meter.Meter;
import io.serai.api.meter.MeterListener;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a judge is asked, and what becomes of what it says. */
class JudgeCheckTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final List<Exchange> asked = new CopyOnWriteArrayList<>();
    private volatile Supplier<Object> judge = () -> Said.text("yes");
    private final JudgeCheck check = new JudgeCheck();

    @BeforeEach
    void start() throws Exception {
        check.setUri("direct:judge");
        camel.getRegistry().bind("good", check);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:judge").process(exchange -> {
                    asked.add(exchange.copy());
                    exchange.getMessage().setBody(judge.get());
                });
                from("direct:choice")
                        .setVariable(Draft.REQUEST, body())
                        .process(exchange -> exchange.getMessage().setBody(ChatStream.of(Said.text("a poem"))))
                        .choice()
                        .when(check)
                        .setHeader("verdict", constant("good"))
                        .otherwise()
                        .setHeader("verdict", constant("bad"))
                        .end();
                from("direct:step").setBody(constant(Said.text("a poem"))).process(check);
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private Verdict verdict(String said) {
        judge = () -> Said.text(said);
        return check.verdict(
                new Draft(Said.question("What is the capital of France?"), Said.text("Paris")),
                new DefaultExchange(camel));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    yes                              | passed
                    Yes.                             | passed
                    **YES**                          | passed
                    Verdict: yes, yes indeed         | passed
                    {"verdict": "yes"}               | passed
                    no                               | the judge said no
                    No, it is wrong.                 | the judge said no
                    yes and no                       | the judge said neither yes nor no
                    maybe                            | the judge said neither yes nor no
                    noble yesterday                  | the judge said neither yes nor no
                    ''                               | the judge said neither yes nor no
                    """)
    void judge_sayingYesOrNo_isHeard(String said, String outcome) {
        assertThat(verdict(said)).isEqualTo(outcome.equals("passed") ? Verdict.PASSED : Verdict.failed(outcome));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    7              | passed
                    10             | passed
                    Score: 8.5     | passed
                    7/10           | passed
                    7 out of 10    | passed
                    7, simply 7    | passed
                    6.9            | the judge gave 6.9, expected at least 7.0
                    0              | the judge gave 0.0, expected at least 7.0
                    11             | the judge gave no score from 0 to 10
                    -8             | the judge gave no score from 0 to 10
                    7 or 8         | the judge gave no score from 0 to 10
                    seven          | the judge gave no score from 0 to 10
                    ''             | the judge gave no score from 0 to 10
                    """)
    void judge_sayingAScore_isHeard(String said, String outcome) {
        check.setAtLeast(7);

        assertThat(verdict(said)).isEqualTo(outcome.equals("passed") ? Verdict.PASSED : Verdict.failed(outcome));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2             | 2
                    Answer 3.     | 3
                    **1**         | 1
                    2.0           | 2
                    4             | 0
                    0             | 0
                    1.5           | 0
                    1 or 2        | 0
                    -1            | 0
                    the first     | 0
                    """)
    void judge_namingAnAnswerByNumber_isHeard(String said, int number) {
        assertThat(JudgeWords.choice(said, 3)).isEqualTo(number == 0 ? OptionalInt.empty() : OptionalInt.of(number));
        assertThat(JudgeWords.score("", 3)).isEqualTo(OptionalDouble.empty());
    }

    @Test
    void judge_isAskedWithQuestionAndAnswerOnTheBillOfTheCall() {
        Exchange call = new DefaultExchange(camel);
        Meter meter = new Meter(MeterListener.NONE);
        Cancellation cancellation = new Cancellation();
        call.setProperty(CallNames.METER, meter);
        call.setProperty(CallNames.CANCEL, cancellation);
        call.getMessage().setHeader(CallNames.STREAM, true);
        Map<String, Object> request = Said.json(
                "{'stream': true, 'messages': [{'role': 'system', 'content': 'Be brief.'}, {'role': 'user', 'content':"
                        + " 'Hi?'}]}");
        check.setCriterion("It is polite.");

        check.verdict(new Draft(request, Said.calls("greet", "{\"who\": 1}")), call);

        Exchange heard = asked.get(0);
        assertThat(heard.getProperty(CallNames.METER)).isSameAs(meter);
        assertThat(heard.getProperty(CallNames.CANCEL)).isSameAs(cancellation);
        assertThat(heard.getMessage().getHeader(CallNames.STREAM)).isEqualTo(false);
        ChatRequest judged = new ChatRequest(Draft.cast(heard.getMessage().getBody(Map.class)));
        assertThat(ChatRequest.text(judged.messages().get(0).get("content"))).contains("It is polite.", "yes or no");
        assertThat(judged.lastUserText()).contains("Be brief.", "Hi?", "[calls the tool greet with {\"who\": 1}]");
    }

    @Test
    void judge_failing_keepsTheAnswerBack() {
        judge = () -> {
            throw new ProviderException(ErrorKind.PROVIDER_TIMEOUT, "too slow");
        };

        assertThat(check.verdict(new Draft(Map.of(), Said.text("x")), new DefaultExchange(camel)))
                .isEqualTo(Verdict.failed("the judge failed with provider_timeout"));
    }

    @Test
    void client_gone_isNoVerdict() {
        judge = () -> {
            throw new CallerException(ErrorKind.CALLER_GONE, "gone");
        };

        assertThatThrownBy(() -> check.verdict(new Draft(Map.of(), Said.text("x")), new DefaultExchange(camel)))
                .isInstanceOf(CallerException.class);
    }

    @Test
    void score_beyondTheScale_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> check.setAtLeast(11));
    }

    @Test
    void check_asPredicate_readsTheStreamAndLeavesItWhole() {
        Exchange answered = camel.createProducerTemplate()
                .send("direct:choice", exchange -> exchange.getMessage().setBody(Said.question("Write a poem.")));

        assertThat(answered.getMessage().getHeader("verdict")).isEqualTo("good");
        assertThat(Draft.in(answered).text()).isEqualTo("a poem");
        assertThat(new ChatRequest(Draft.cast(asked.get(0).getMessage().getBody(Map.class))).lastUserText())
                .contains("Write a poem.", "a poem");
    }

    @Test
    void check_asStep_failsTheRoute() {
        judge = () -> Said.text("no");

        SeraiException failure = camel.createProducerTemplate()
                .send("direct:step", exchange -> exchange.getMessage().setBody("Write a poem."))
                .getException(SeraiException.class);

        assertThat(failure.kind()).isEqualTo(ErrorKind.PROVIDER_BAD_RESPONSE);
        assertThat(failure.getMessage())
                .isEqualTo("The model's answer did not pass the check 'judge': the judge said no.");
    }
}
