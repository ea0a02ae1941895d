package io.serai.providers.simulated;

import io.serai.api.chat.ChatRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a simulated model says: something that a demonstration can be watched by and a test can expect, taken from the words of the
 * request. Pure.
 */
final class SimulatedAuthor {

    private static final Pattern SUMMARY = Pattern.compile(
            "\\b(?:summar(?:y|ise|ize|ies|ising|izing)|tl;?dr|condense|zusammenfass\\w*|r[ée]sum[ée]\\w*)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern PASSAGES = Pattern.compile(
            "\\b(?:passages?|sources?|context|documents?|excerpts?|snippets?)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern QUESTION = Pattern.compile("(?im)^\\h*question\\h*:\\h*(.+)$");
    private static final Pattern PARAGRAPH_END = Pattern.compile("\\R\\s*\\R");
    private static final int SUMMARY_SENTENCES = 3;
    private static final int QUOTED_SENTENCES = 2;
    /** How near an instruction stands to either end of a text. */
    private static final int INSTRUCTION = 300;

    private static final int ECHO = 200;

    private SimulatedAuthor() {}

    /** The text of one choice. */
    static String text(SimulatedRequest request, int choice) {
        String tag = choice == 0 ? "" : ", choice " + (choice + 1);
        return "[simulated " + request.model() + tag + "] " + body(request);
    }

    /** What a reasoning model thinks before it speaks. */
    static String reasoning(SimulatedRequest request) {
        String subject = String.join(", ", Words.significant(Sentence.excerpt(request.userText(), ECHO)));
        return "[simulated reasoning] The user's words are about: " + (subject.isEmpty() ? "nothing" : subject)
                + ". No model is asked; the answer follows from these words alone.";
    }

    private static String body(SimulatedRequest request) {
        if (request.answersTool()) {
            return toolResults(request);
        }
        if (asksForSummary(request)) {
            List<Sentence> material = summaryMaterial(request.userText());
            if (!material.isEmpty()) {
                return "In short: " + joined(material.subList(0, Math.min(SUMMARY_SENTENCES, material.size())));
            }
        }
        String question = question(request.userText());
        List<Sentence> passages = passages(request, question);
        return passages.isEmpty() ? echo(request.userText()) : quote(passages, question);
    }

    private static String echo(String userText) {
        String said = Sentence.excerpt(userText, ECHO);
        return said.isEmpty()
                ? "You said nothing that I can read."
                : "Thank you. You said: “" + said + "” I am a simulation and know nothing beyond it.";
    }

    private static String toolResults(SimulatedRequest request) {
        Map<Object, Object> names = new HashMap<>();
        StringBuilder said = new StringBuilder();
        for (Map<String, Object> message : request.messages()) {
            if (message.get("tool_calls") instanceof List<?> calls) {
                said.setLength(0);
                calls.forEach(call -> {
                    if (call instanceof Map<?, ?> members && members.get("function") instanceof Map<?, ?> function) {
                        names.put(members.get("id"), function.get("name"));
                    }
                });
            } else if ("tool".equals(message.get("role"))) {
                Object name = names.get(message.get("tool_call_id"));
                said.append(said.isEmpty() ? "" : " ")
                        .append(name instanceof String known ? "The tool " + known : "The tool")
                        .append(" answered: ")
                        .append(Sentence.excerpt(ChatRequest.text(message.get("content")), Sentence.LONGEST));
            }
        }
        return said.toString();
    }

    private static boolean asksForSummary(SimulatedRequest request) {
        String text = request.userText();
        return SUMMARY.matcher(head(text)).find()
                || SUMMARY.matcher(tail(text)).find()
                || request.messages().stream().anyMatch(SimulatedAuthor::instructsToSummarise);
    }

    /** By its first paragraph: passages that a workflow has put below may speak of summaries as well. */
    private static boolean instructsToSummarise(Map<String, Object> message) {
        return SimulatedRequest.isInstruction(message)
                && SUMMARY.matcher(PARAGRAPH_END.split(ChatRequest.text(message.get("content")), 2)[0])
                        .find();
    }

    /** All but the instruction itself, of which only what follows a colon belongs to the text. */
    private static List<Sentence> summaryMaterial(String text) {
        List<Sentence> sentences = Sentence.in(text);
        List<Sentence> material = new ArrayList<>();
        for (int i = 0; i < sentences.size(); i++) {
            Sentence sentence = sentences.get(i);
            boolean outer = i < 2 || i >= sentences.size() - 2;
            Matcher instruction = SUMMARY.matcher(sentence.text());
            if (!outer || !instruction.find()) {
                material.add(sentence);
            } else {
                int colon = sentence.text().indexOf(':', instruction.end());
                String rest =
                        colon < 0 ? "" : sentence.text().substring(colon + 1).strip();
                if (!rest.isEmpty()) {
                    material.add(new Sentence(rest, sentence.source()));
                }
            }
        }
        return material;
    }

    /** What a text asks, when it holds more than a question. */
    private static String question(String text) {
        Matcher marked = QUESTION.matcher(text);
        if (marked.find()) {
            return marked.group(1).strip();
        }
        String[] paragraphs = PARAGRAPH_END.split(text.strip());
        for (int i = paragraphs.length - 1; i >= 0; i--) {
            if (paragraphs[i].indexOf('?') >= 0) {
                return paragraphs[i];
            }
        }
        return paragraphs[paragraphs.length - 1];
    }

    private static List<Sentence> passages(SimulatedRequest request, String question) {
        List<Sentence> passages = new ArrayList<>();
        String instructions = request.instructions();
        if (PASSAGES.matcher(instructions).find()) {
            passages.addAll(Sentence.in(instructions));
        }
        String text = request.userText();
        int asked = text.lastIndexOf(question);
        String rest = text.substring(0, asked) + "\n\n" + text.substring(asked + question.length());
        if (PASSAGES.matcher(rest).find()) {
            passages.addAll(Sentence.in(rest));
        }
        passages.removeIf(sentence ->
                PASSAGES.matcher(sentence.text()).find() && sentence.text().endsWith(":"));
        return passages;
    }

    private static String quote(List<Sentence> passages, String question) {
        Map<Sentence, Double> scores = scores(passages, Words.significant(question));
        List<Sentence> best = scores.keySet().stream()
                .sorted(Comparator.comparing(sentence -> -scores.getOrDefault(sentence, 0.0)))
                .limit(QUOTED_SENTENCES)
                .toList();
        if (best.isEmpty()) {
            return "The passages given say nothing about that.";
        }
        StringBuilder said = new StringBuilder();
        for (Sentence sentence : best) {
            said.append(said.isEmpty() ? "" : " ")
                    .append(sentence.source().isEmpty() ? "It says" : "According to " + sentence.source())
                    .append(": “")
                    .append(sentence.text())
                    .append('”');
        }
        return said.toString();
    }

    /** How much of the question each sentence speaks of, rare words counting more; those with nothing of it are left out. */
    private static Map<Sentence, Double> scores(List<Sentence> sentences, Set<String> asked) {
        Map<Sentence, Set<String>> shared = new LinkedHashMap<>();
        Map<String, Integer> frequency = new HashMap<>();
        for (Sentence sentence : sentences) {
            Set<String> words = Words.significant(sentence.text());
            words.retainAll(asked);
            if (!words.isEmpty() && shared.putIfAbsent(sentence, words) == null) {
                words.forEach(word -> frequency.merge(word, 1, Integer::sum));
            }
        }
        Map<Sentence, Double> scores = new LinkedHashMap<>();
        shared.forEach((sentence, words) -> {
            double score = 0;
            for (String word : words) {
                score += 1 + 1.0 / frequency.getOrDefault(word, 1);
            }
            scores.put(sentence, score);
        });
        return scores;
    }

    private static String joined(List<Sentence> sentences) {
        return String.join(" ", sentences.stream().map(Sentence::text).toList());
    }

    private static String head(String text) {
        return text.substring(0, Math.min(INSTRUCTION, text.length()));
    }

    private static String tail(String text) {
        return text.substring(Math.max(0, text.length() - INSTRUCTION));
    }
}
