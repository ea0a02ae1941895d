package io.serai.processors.responses;

import io.serai.api.error.SeraiException;
import io.serai.processors.frontend.Bill;
import io.serai.processors.frontend.EventGrammar;
import io.serai.processors.frontend.Frames;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The events of a streamed response (<a href="https://platform.openai.com/docs/api-reference/responses-streaming">source</a>), numbered from
 * 0. The last is {@code response.completed} or {@code response.incomplete}; a stream that breaks off ends with {@code error}, which
 * says why, and {@code response.failed}, which tells what had come till then too.
 */
final class ResponseEvents implements EventGrammar {

    private final ResponseObject object;
    private final Ending ending;
    private final Bill bill;
    private final Output output;
    private List<byte[]> frames = new ArrayList<>();
    private int sequence;

    ResponseEvents(ResponseCall call, Ending ending, Bill bill) {
        this.object = new ResponseObject(call);
        this.ending = ending;
        this.bill = bill;
        this.output = new Output(call, this::event);
    }

    @Override
    public List<byte[]> chunk(Map<String, Object> chunk) {
        output.hear(chunk);
        begin();
        output.say(chunk);
        return take();
    }

    @Override
    public List<byte[]> end() {
        begin();
        Map<String, Object> response = ending.told(output, bill.usage(output.usage()));
        event("response." + response.get("status"), Map.of("response", bill.traced(response)));
        return take();
    }

    @Override
    public byte[] failure(SeraiException failure) {
        begin();
        event("error", ResponsesErrors.event(failure));
        event("response.failed", Map.of("response", bill.traced(object.failed(output, failure))));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        take().forEach(all::writeBytes);
        return all.toByteArray();
    }

    /** The first chunk tells the model, which the first event names. */
    private void begin() {
        if (sequence == 0) {
            Map<String, Object> response = object.inProgress(output);
            event("response.created", Map.of("response", response));
            event("response.in_progress", Map.of("response", response));
        }
    }

    private void event(String type, Map<String, Object> members) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("type", type);
        event.put("sequence_number", sequence++);
        event.putAll(members);
        frames.add(Frames.event(type, event));
    }

    private List<byte[]> take() {
        List<byte[]> taken = frames;
        frames = new ArrayList<>();
        return taken;
    }
}
