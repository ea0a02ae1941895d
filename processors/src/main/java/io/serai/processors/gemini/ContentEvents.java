package io.serai.processors.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.serai.api.chat.Usage;
import io.serai.api.error.SeraiException;
import io.serai.processors.frontend.Bill;
import io.serai.processors.frontend.EventGrammar;
import io.serai.processors.frontend.Frames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The responses of {@code streamGenerateContent} (<a
 * href="https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent">source</a>), as events or as the elements of an
 * array. The last one has the calls, the reasons and the usage; there is no other terminal.
 */
final class ContentEvents implements EventGrammar {

    private static final byte[] FIRST = "[".getBytes(UTF_8);
    private static final byte[] NEXT = ",\r\n".getBytes(UTF_8);
    private static final byte[] LAST = "]".getBytes(UTF_8);

    private final Posted posted;
    private final Bill bill;
    private final TreeMap<Long, StreamedCandidate> candidates = new TreeMap<>();
    private Node head = Node.NOTHING;
    private @Nullable Map<String, Object> usage;
    private @Nullable Object tier;
    private boolean hasBegun;

    ContentEvents(Posted posted, Bill bill) {
        this.posted = posted;
        this.bill = bill;
    }

    @Override
    public String contentType() {
        return posted.form() == StreamForm.EVENTS ? "text/event-stream" : "application/json";
    }

    @Override
    public List<byte[]> chunk(Map<String, Object> chunk) {
        Node piece = new Node(chunk);
        if (head.map().isEmpty() && piece.has("id")) {
            head = piece;
        }
        usage = Usage.in(chunk).map(Usage::map).orElse(usage);
        tier = piece.has("service_tier") ? piece.get("service_tier") : tier;
        List<Object> told = new ArrayList<>(1);
        for (Node choice : piece.objects("choices")) {
            Map<String, Object> candidate = candidates
                    .computeIfAbsent(choice.count("index"), index -> new StreamedCandidate(index, posted.thoughts()))
                    .add(choice);
            if (candidate != null) {
                told.add(candidate);
            }
        }
        return told.isEmpty() ? List.of() : frame(response(told));
    }

    @Override
    public List<byte[]> end() {
        List<Object> told = new ArrayList<>(1);
        candidates.values().forEach(candidate -> told.add(candidate.end()));
        Map<String, Object> response = response(told);
        Map<String, Object> counts = bill.usage(usage);
        if (counts != null) {
            response.put("usageMetadata", TokenCounts.of(counts, tier));
        }
        List<byte[]> frames = new ArrayList<>(frame(bill.traced(response)));
        if (posted.form() == StreamForm.ARRAY) {
            frames.add(LAST.clone());
        }
        return frames;
    }

    /** In an array the error is its last element, as Google tells one that comes late. */
    @Override
    public byte[] failure(SeraiException failure) {
        Map<String, Object> error = bill.traced(GeminiErrors.error(failure));
        if (posted.form() == StreamForm.EVENTS) {
            return GeminiErrors.event(error);
        }
        return joined(joined(hasBegun ? NEXT : FIRST, Frames.whole(error)), LAST);
    }

    private Map<String, Object> response(List<Object> told) {
        Map<String, Object> response = new LinkedHashMap<>();
        if (!told.isEmpty()) {
            response.put("candidates", told);
        }
        ContentShape.head(head, posted.asked(), response);
        return response;
    }

    private List<byte[]> frame(Map<String, Object> response) {
        if (posted.form() == StreamForm.EVENTS) {
            return List.of(Frames.event(response));
        }
        byte[] start = hasBegun ? NEXT : FIRST;
        byte[] element = Frames.whole(response);
        hasBegun = true;
        return List.of(joined(start, element));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
