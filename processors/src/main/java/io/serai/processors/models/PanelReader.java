package io.serai.processors.models;

import com.google.re2j.Pattern;
import io.serai.processors.routing.Targets;
import io.serai.processors.yaml.YamlMap;
import io.serai.processors.yaml.YamlNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads who answers where that is more than one model for one answer: cascades and ensembles. */
final class PanelReader {

    private static final List<String> BY = List.of("vote", "judge", "merge", "first-valid");
    private static final List<String> WITH_MODEL = List.of("judge", "merge");

    private PanelReader() {}

    static CascadeEntry cascade(YamlNode node) {
        YamlMap written = Terms.only(node, List.of("models", "checks"));
        return new CascadeEntry(node, models(written), checks(written));
    }

    static EnsembleEntry ensemble(YamlNode node) {
        YamlMap written = Terms.only(
                node,
                List.of(
                        "models",
                        "by",
                        "model",
                        "instructions",
                        "extract",
                        "min-answers",
                        "patience",
                        "tools",
                        "checks"));
        List<Mention> models = models(written);
        Optional<String> by = written.find("by").map(it -> Terms.oneOf(it, BY));
        asking(written, by.orElse("vote"));
        Optional<YamlNode> extract = written.find("extract");
        extract.ifPresent(it -> ChecksReader.expression(it, Pattern::compile));
        return new EnsembleEntry(
                node,
                models,
                by,
                written.find("model").map(Terms::mention),
                written.find("instructions").map(Terms::text),
                extract.map(Terms::text),
                written.find("min-answers").map(it -> (int) it.scalar().whole(1, models.size())),
                written.find("patience").map(Terms::positiveDuration),
                written.find("tools").map(it -> Terms.oneOf(it, List.of("called", "withheld"))),
                checks(written));
    }

    /** Judging and merging take a model; nothing else does. */
    private static void asking(YamlMap written, String by) {
        @Nullable YamlNode model = written.find("model").orElse(null);
        if (WITH_MODEL.contains(by)) {
            if (model == null) {
                throw written.wrongKey("by", "'" + by + "' needs 'model' beside it");
            }
            return;
        }
        for (String key : List.of("model", "instructions")) {
            if (written.find(key).isPresent()) {
                throw written.wrongKey(key, "needs 'by: judge' or 'by: merge' beside it");
            }
        }
    }

    /** One may be there several times: asked twice, a model may say two things. */
    private static List<Mention> models(YamlMap written) {
        YamlNode node = written.require("models");
        List<Mention> models = node.list().items().stream().map(Terms::mention).toList();
        if (models.size() < 2 || models.size() > Targets.MOST) {
            throw node.wrong("expected 2 to " + Targets.MOST + " models, found " + models.size());
        }
        return models;
    }

    private static List<CheckEntry> checks(YamlMap written) {
        return written.find("checks").map(ChecksReader::read).orElse(List.of());
    }
}
