package io.serai.gateway.cli;

import io.serai.processors.cache.semantic.EmbeddingThreshold;
import io.serai.processors.cache.semantic.PairEvaluation;
import io.serai.processors.cache.semantic.PairEvaluation.Judged;
import io.serai.processors.cache.semantic.PairEvaluation.Layer;
import io.serai.processors.cache.semantic.QuestionPair;
import io.serai.processors.cache.semantic.QuestionPair.Label;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * {@code ./serai cache evaluate}: how well an embedding model of a running gateway tells questions apart, and with that from which threshold
 * on a cache may take two for the same.
 */
public final class EvaluateCommand {

    private static final String USAGE =
            """
            usage: ./serai cache evaluate --model NAME [options]

            Has pairs of questions embedded, and tells for each threshold how many of those that mean the same are found,
            and how many others are taken for the same: by the vectors alone, and with all that speaks against a match.

              --model NAME         a model of the gateway that embeds, such as openai/text-embedding-3-small
              --pairs FILE         one's own instead of this project's: one a line,
                                   same|different, kind, question, question with a | between them
              --threshold N        gets a line of its own, and its false hits are listed (that which the
                                   cache has for models of this name)
              --url ADDRESS        of the gateway (http://127.0.0.1:8080); its key is in SERAI_API_KEY
            """;

    private static final String KEY_VARIABLE = "SERAI_API_KEY";

    private String model = "";
    private List<QuestionPair> pairs = QuestionPair.published();
    private OptionalDouble threshold = OptionalDouble.empty();
    private URI url = URI.create("http://127.0.0.1:8080");

    private EvaluateCommand() {}

    public static void main(String[] arguments) {
        int status = run(List.of(arguments), System.getenv(), System.out, System.err);
        System.out.flush();
        System.exit(status);
    }

    /** @return 0 where it was done, 1 where the gateway refused, 2 where it was not said right, 3 where no gateway answers */
    static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.print(USAGE);
            return 0;
        }
        try {
            EvaluateCommand command = new EvaluateCommand();
            for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
                command.take(rest.next(), rest);
            }
            command.evaluate(environment.getOrDefault(KEY_VARIABLE, "").strip(), out);
            return 0;
        } catch (CommandException e) {
            err.println("serai: " + e.getMessage());
            return e.failure().status();
        }
    }

    private void take(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw CommandException.usage(option + " needs a value");
        }
        String value = rest.next();
        switch (option) {
            case "--model" -> model = value;
            case "--pairs" -> pairs = read(value);
            case "--threshold" -> threshold = OptionalDouble.of(threshold(value));
            case "--url" -> url = Invocation.address(value);
            default -> throw CommandException.usage("unknown option " + option + "; --help lists what there is");
        }
    }

    private static List<QuestionPair> read(String file) {
        try {
            List<QuestionPair> pairs = QuestionPair.read(Files.readAllLines(Path.of(file)));
            if (pairs.isEmpty()) {
                throw CommandException.usage("--pairs: " + file + " has none");
            }
            return pairs;
        } catch (IOException e) {
            throw CommandException.usage("--pairs: can't read " + file);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("--pairs: " + file + ", " + e.getMessage());
        }
    }

    private static double threshold(String value) {
        try {
            double cosine = Double.parseDouble(value);
            if (cosine > 0 && cosine <= 1) {
                return cosine;
            }
        } catch (NumberFormatException e) {
            // Refused below, as what is out of range is.
        }
        throw CommandException.usage("--threshold: expected a number above 0, up to 1, found " + value);
    }

    private void evaluate(String key, PrintStream out) {
        if (model.isEmpty()) {
            throw CommandException.usage("--model names the model; --help lists what there is");
        }
        if (threshold.isEmpty()) {
            threshold = EmbeddingThreshold.of(model).stream()
                    .mapToDouble(EmbeddingThreshold::cosine)
                    .findFirst();
        }
        PairEvaluation evaluation = PairEvaluation.of(pairs, new GatewayEmbedding(url, key, model));
        out.print(evaluation.table(threshold));
        threshold.ifPresent(marked -> {
            out.printf(Locale.ROOT, "%nFalse hits at %.2f:%n", marked);
            evaluation.judged().stream()
                    .filter(judged -> judged.pair().label() == Label.DIFFERENT && judged.isHit(marked, Layer.PIPELINE))
                    .forEach(judged -> out.println(line(judged)));
        });
    }

    private static String line(Judged judged) {
        QuestionPair pair = judged.pair();
        return String.format(
                Locale.ROOT, "  %.3f  %s: %s | %s", judged.cosine(), pair.kind(), pair.one(), pair.other());
    }
}
