package io.serai.processors.ensemble;

import io.serai.api.chat.ChatRequest;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.serai.processors.check.JudgeMaterial;
import io.serai.processors.check.Question;
import io.serai.processors.check.SideCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * What a model writes that has read all answers. It is asked what the caller asked, tools, response format and stream included, with one
 * more message of the user, in which the answers are. Where it fails before it says anything, the vote decides.
 */
final class Merge implements Gathering {

    private final SideCall writer;
    private final MajorityVote vote;
    private final String task;

    Merge(SideCall writer, MajorityVote vote, String task) {
        this.writer = writer;
        this.vote = vote;
        this.task = task;
    }

    @Override
    public void decide(List<Contribution> there, Question question) {
        Exchange asked = question.asAsked(request(Contribution.inOrder(there), question.request()));
        try {
            writer.send(asked);
        } catch (SeraiException e) {
            if (e.kind() == ErrorKind.CALLER_GONE) {
                throw e;
            }
            vote.decide(there, question);
            return;
        }
        question.answerWith(asked);
    }

    /** The answers are the user's to say, not the application's: a model's words get no more weight than a stranger's. */
    private Map<String, Object> request(List<Contribution> there, Map<String, Object> request) {
        StringBuilder drafts = new StringBuilder(task).append("\n\n");
        for (int i = 0; i < there.size(); i++) {
            drafts.append("<answer ")
                    .append(i + 1)
                    .append(">\n")
                    .append(JudgeMaterial.said(there.get(i).draft()))
                    .append("\n</answer ")
                    .append(i + 1)
                    .append(">\n\n");
        }
        List<Object> messages = new ArrayList<>(new ChatRequest(request).messages());
        messages.add(ChatRequest.message("user", drafts.toString().strip()));
        Map<String, Object> changed = new LinkedHashMap<>(request);
        changed.put("messages", messages);
        return changed;
    }
}
