package io.serai.processors.responses;

import static io.serai.processors.responses.ResponsesFixture.answer;
import static io.serai.processors.responses.ResponsesFixture.map;
import static io.serai.processors.responses.ResponsesFixture.messages;
import static io.serai.processors.responses.ResponsesFixture.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations that go on from what is kept, and what is kept itself. */
class KeptResponsesTest {

    private static final String SIGNED =
            "[{'type':'reasoning.text','format':'anthropic-claude-v1','index':0," + "'text':'Hm.','signature':'sig'}]";
    private static final Map<String, Object> CALLS =
            map("{'content':null,'reasoning_content':'Hm.','reasoning_details':" + SIGNED
                    + ",'tool_calls':[{'id':'t1','type':'function','function':{'name':'w','arguments':'{}'}}]}");

    private final ResponsesFixture fixture = new ResponsesFixture();

    @Test
    void previousResponse_withSignedReasoning_isGivenBackAsItWas() {
        told(fixture.asked("{'model':'m','input':'Weather?','instructions':'Be brief.'}"), answer(CALLS));

        Exchange second = fixture.asked("{'model':'m','previous_response_id':'resp_r0','instructions':'Be long.',"
                + "'input':[{'type':'function_call_output','call_id':'t1','output':'sunny'}]}");

        assertThat(messages(second))
                .isEqualTo(Items.in(
                        map("{'m':[{'role':'system','content':'Be long.'},{'role':'user','content':'Weather?'},"
                                        + "{'role':'assistant','reasoning_content':'Hm.','reasoning_details':" + SIGNED
                                        + ",'tool_calls':[{'id':'t1','type':'function','function':{'name':'w','arguments':'{}'}}]},"
                                        + "{'role':'tool','tool_call_id':'t1','content':'sunny'}]}")
                                .get("m")));
        Map<String, Object> third = told(second, answer(Map.of("content", "Sunny.")));
        assertThat(third).containsEntry("previous_response_id", "resp_r0");

        Exchange last = fixture.asked("{'model':'m','previous_response_id':'resp_r1','input':'Thanks'}");
        assertThat(messages(last))
                .hasSize(5)
                .extracting(message -> message.get("role"))
                .containsExactly("user", "assistant", "tool", "assistant", "user");
    }

    @Test
    void reasoningItem_withoutItsSeal_isFoundByItsId() {
        Map<String, Object> told = told(fixture.asked("{'model':'m','input':'Weather?'}"), answer(CALLS));
        Map<String, Object> reasoning = Items.in(told.get("output")).get(0);
        assertThat(reasoning).doesNotContainKey("encrypted_content");

        Exchange second = fixture.asked("{'model':'m','input':[{'type':'reasoning','summary':[],'id':'"
                + reasoning.get("id") + "'},{'id':'"
                + Items.in(told.get("output")).get(1).get("id")
                + "'},{'type':'function_call_output','call_id':'t1','output':'sunny'}]}");

        assertThat(messages(second)).hasSize(2);
        assertThat(messages(second).get(0))
                .isEqualTo(map("{'role':'assistant','reasoning_content':'Hm.','reasoning_details':" + SIGNED
                        + ",'tool_calls':[{'id':'t1','type':'function','function':{'name':'w','arguments':'{}'}}]}"));
    }

    @Test
    void answer_toStoreFalse_isNotKept() {
        told(fixture.asked("{'model':'m','input':'Hi','store':false}"), answer(Map.of("content", "Hi")));

        assertThat(failure("GET", "/v1/responses/resp_r0", "", null).kind()).isEqualTo(ErrorKind.CALLER_NOT_FOUND);
    }

    @Test
    void stream_thatEnded_isKept() {
        Exchange exchange = fixture.asked("{'model':'m','input':'Hi','stream':true}");
        List<Map<String, Object>> events = ResponsesFixture.events(ResponsesFixture.streamed(
                exchange, List.of(map("{'model':'m','choices':[{'index':0,'delta':{'content':'Hello'}}]}"))));

        assertThat(fixture.kept("/v1/responses/resp_r0"))
                .isEqualTo(events.get(events.size() - 1).get("response"));
    }

    @Test
    void response_ofAnotherCaller_isNotFound() {
        told(fixture.asked("{'model':'m','input':'Hi'}", "ann"), answer(Map.of("content", "Hi")));

        assertThat(fixture.kept("GET", "/v1/responses/resp_r0", "", "ann")).containsEntry("id", "resp_r0");
        for (Object stranger : new Object[] {"bob", ""}) {
            assertThat(failure("GET", "/v1/responses/resp_r0", "", stranger).kind())
                    .isEqualTo(ErrorKind.CALLER_NOT_FOUND);
        }
        SeraiException refused = catchThrowableOfType(
                SeraiException.class,
                () -> fixture.asked("{'model':'m','input':'Hi','previous_response_id':'resp_r0'}"));
        assertThat(refused.param()).hasValue("previous_response_id");
        assertThat(refused.code()).hasValue("previous_response_not_found");
        assertThat(refused.kind()).isEqualTo(ErrorKind.CALLER_BAD_REQUEST);
    }

    @Test
    void delete_thenGet_isNotFound() {
        told(fixture.asked("{'model':'m','input':'Hi'}"), answer(Map.of("content", "Hi")));

        assertThat(fixture.kept("DELETE", "/v1/responses/resp_r0", "", null))
                .isEqualTo(map("{'id':'resp_r0','object':'response','deleted':true}"));
        assertThat(failure("GET", "/v1/responses/resp_r0", "", null))
                .hasMessage("Response with id 'resp_r0' not found.");
        assertThat(failure("DELETE", "/v1/responses/resp_r0", "", null).kind()).isEqualTo(ErrorKind.CALLER_NOT_FOUND);
    }

    @Test
    void response_withIncludeInTheQuery_tellsWhatIsSealed() {
        told(fixture.asked("{'model':'m','input':'Weather?'}"), answer(CALLS));

        assertThat(reasoning("include%5B%5D=reasoning.encrypted_content")).containsKey("encrypted_content");
        assertThat(reasoning("")).doesNotContainKey("encrypted_content");
    }

    @Test
    void inputItems_areListedWithIdsAndInParts() {
        told(
                fixture.asked(
                        "{'model':'m','input':[{'role':'user','content':'A'},{'role':'assistant','content':'B'},"
                                + "{'type':'message','id':'msg_own','role':'user','content':[{'type':'input_text','text':'C'}]}]}"),
                answer(Map.of("content", "Hi")));

        assertThat(fixture.kept("GET", "/v1/responses/resp_r0/input_items", "order=asc", null))
                .isEqualTo(map("{'object':'list','data':["
                        + "{'id':'msg_r0_i0','type':'message','role':'user','status':'completed','content':[{'type':'input_text','text':'A'}]},"
                        + "{'id':'msg_r0_i1','type':'message','role':'assistant','status':'completed','content':[{'type':'output_text','text':'B','annotations':[]}]},"
                        + "{'id':'msg_own','type':'message','role':'user','status':'completed','content':[{'type':'input_text','text':'C'}]}],"
                        + "'first_id':'msg_r0_i0','last_id':'msg_own','has_more':false}"));
        Map<String, Object> page =
                fixture.kept("GET", "/v1/responses/resp_r0/input_items", "limit=1&after=msg_own", null);
        assertThat(page).containsEntry("first_id", "msg_r0_i1").containsEntry("has_more", true);
    }

    @Test
    void inputItem_byReference_isFound() {
        told(fixture.asked("{'model':'m','input':[{'role':'user','content':'A'}]}"), answer(Map.of("content", "Hi")));

        Exchange second = fixture.asked("{'model':'m','input':[{'type':'item_reference','id':'msg_r0_i0'}]}");

        assertThat(messages(second).toString()).contains("text=A");
    }

    @ParameterizedTest
    @CsvSource({"limit=0,limit", "limit=101,limit", "limit=x,limit", "order=up,order", "after=nobody,after"})
    void inputItems_badQuery_namesTheField(String query, String field) {
        told(fixture.asked("{'model':'m','input':'Hi'}"), answer(Map.of("content", "Hi")));

        assertThat(failure("GET", "/v1/responses/resp_r0/input_items", query, null)
                        .param())
                .hasValue(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/responses",
                "/v1/responses/",
                "/v1/responses/resp_r0/cancel",
                "/v1/responses/a/b/input_items"
            })
    void path_thatIsNone_isUnknown(String path) {
        assertThat(failure("GET", path, "", null).code()).hasValue("unknown_url");
    }

    private Map<String, Object> reasoning(String query) {
        return Items.in(fixture.kept("GET", "/v1/responses/resp_r0", query, null)
                        .get("output"))
                .get(0);
    }

    private SeraiException failure(String method, String path, String query, Object caller) {
        return catchThrowableOfType(SeraiException.class, () -> fixture.kept(method, path, query, caller));
    }
}
