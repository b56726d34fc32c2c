using System.Collections.Immutable;
using Mlops.Sdk.Numerics;

namespace Mlops.Sdk;

public sealed partial class Metric
{
    private const string OneClass = "Only one class occurs among the rows.";
    private const double Infinite = double.PositiveInfinity;

    private static readonly ImmutableArray<TaskKind> s_binary = [TaskKind.Binary];
    private static readonly ImmutableArray<TaskKind> s_multiclass = [TaskKind.Multiclass];
    private static readonly ImmutableArray<TaskKind> s_classes = [TaskKind.Binary, TaskKind.Multiclass];

    /// <summary>Area under the ROC curve. More than two classes: the mean over classes of one against the rest.</summary>
    public static Metric Auc { get; } = Up("auc", "AUC", "Area under the ROC curve: the chance that a positive row scores above a negative one, ties one half. More than two classes: the plain mean over the classes that occur of one against the rest.", s_classes, sample => sample.OneVersusRest(scores => scores.Auc, false, OneClass));

    /// <summary>Average precision: the area under the precision-recall curve in steps. More than two classes: the mean over classes of one against the rest.</summary>
    public static Metric AucPr { get; } = Up("auc_pr", "AUC-PR", "Average precision: the sum over thresholds of the gain in recall times the precision, in steps as scikit-learn's average_precision_score. More than two classes: the plain mean over the classes that occur of one against the rest.", s_classes, sample => sample.OneVersusRest(scores => scores.AveragePrecision, false, "No row is of the positive class."));

    /// <summary>AUC of one class against the rest, averaged by the rows of each class.</summary>
    public static Metric AucWeighted { get; } = Up("auc_weighted", "AUC, weighted", "Area under the ROC curve of one class against the rest, averaged by the rows of each class.", s_multiclass, sample => sample.OneVersusRest(scores => scores.Auc, true, OneClass));

    /// <summary>Gini coefficient: 2 AUC - 1.</summary>
    public static Metric Gini { get; } = new("gini", "Gini", "2 AUC - 1.", MetricDirection.HigherIsBetter, (-1, 1), s_binary, sample => sample.OneVersusRest(scores => 2 * scores.Auc - 1, false, OneClass));

    /// <summary>Kolmogorov-Smirnov distance of the scores of both classes.</summary>
    public static Metric Ks { get; } = Up("ks", "KS", "The largest distance between the shares of positive and of negative rows above a threshold.", s_binary, sample => sample.OneVersusRest(scores => scores.KolmogorovSmirnov, false, OneClass));

    /// <summary>How much more often the tenth of the rows with the highest scores is positive than all rows.</summary>
    public static Metric Lift { get; } = LiftAt(0.1);

    /// <summary>Logarithmic loss.</summary>
    public static Metric LogLoss { get; } = Down("log_loss", "Log loss", "Mean of -ln(probability of the actual class), probabilities clipped to [1e-15, 1 - 1e-15].", Infinite, s_classes, sample => sample.Mean(sample.Data.LogLosses));

    /// <summary>Brier score.</summary>
    public static Metric Brier { get; } = Down("brier", "Brier", "Mean squared difference of the positive class's probability and 0 or 1. More than two classes: summed over the classes, up to 2.", 2, s_classes, sample => sample.Mean(sample.Data.BrierLosses));

    /// <summary>Expected calibration error in ten bins.</summary>
    public static Metric Ece { get; } = Down("ece", "ECE", "Expected calibration error: mean distance of predicted and observed frequency over ten bins of equal width of the positive class's probability. More than two classes: of the confidence in the class decided on.", 1, s_classes, sample => sample.CalibrationError());

    /// <summary>The share of rows decided rightly.</summary>
    public static Metric Accuracy { get; } = Up("accuracy", "Accuracy", "The share of rows decided rightly.", s_classes, sample => ConfusionScores.Accuracy(sample.Confusion, sample.Data.ClassCount));

    /// <summary>The mean recall of the classes that occur.</summary>
    public static Metric BalancedAccuracy { get; } = Up("balanced_accuracy", "Balanced accuracy", "The mean recall of the classes that occur.", s_classes, sample => ConfusionScores.BalancedAccuracy(sample.Confusion, sample.Data.ClassCount));

    /// <summary>The share of the rows taken for positive that are.</summary>
    public static Metric Precision { get; } = Up("precision", "Precision", "The share of the rows taken for positive that are.", s_binary, sample => Defined(ConfusionScores.Precision(sample.Confusion, 2, 1), "No row is taken for positive."));

    /// <summary>The share of the positive rows that are taken for positive.</summary>
    public static Metric Recall { get; } = Up("recall", "Recall", "The share of the positive rows that are taken for positive.", s_binary, sample => Defined(ConfusionScores.Recall(sample.Confusion, 2, 1), "No row is of the positive class."));

    /// <summary>The share of the negative rows that are taken for negative.</summary>
    public static Metric Specificity { get; } = Up("specificity", "Specificity", "The share of the negative rows that are taken for negative.", s_binary, sample => Defined(ConfusionScores.Recall(sample.Confusion, 2, 0), "No row is of the negative class."));

    /// <summary>The harmonic mean of precision and recall.</summary>
    public static Metric F1 { get; } = Up("f1", "F1", "The harmonic mean of precision and recall of the positive class.", s_binary, sample => Defined(ConfusionScores.F1(sample.Confusion, 2, 1), "No row is of the positive class or taken for it."));

    /// <summary>The share of the rows taken for negative that are.</summary>
    public static Metric NegativePredictiveValue { get; } = Up("npv", "NPV", "The share of the rows taken for negative that are (negative predictive value).", s_binary, sample => Defined(ConfusionScores.Precision(sample.Confusion, 2, 0), "No row is taken for negative."));

    /// <summary>The harmonic mean of precision and recall in which recall counts twice as much.</summary>
    public static Metric F2 { get; } = Up("f2", "F2", "The harmonic mean of precision and recall of the positive class in which recall counts twice as much as precision.", s_binary, sample => Defined(ConfusionScores.FBeta(sample.Confusion, 2, 1, 2), "No row is of the positive class or taken for it."));

    /// <summary>The harmonic mean of precision and recall in which recall counts half as much.</summary>
    public static Metric F05 { get; } = Up("f0_5", "F0.5", "The harmonic mean of precision and recall of the positive class in which recall counts half as much as precision.", s_binary, sample => Defined(ConfusionScores.FBeta(sample.Confusion, 2, 1, 0.5), "No row is of the positive class or taken for it."));

    /// <summary>Jaccard's index of the positive class.</summary>
    public static Metric Jaccard { get; } = Up("jaccard", "Jaccard", "The rows rightly taken for positive over all rows that are positive or taken for it.", s_binary, sample => Defined(ConfusionScores.Jaccard(sample.Confusion, 2, 1), "No row is of the positive class or taken for it."));

    /// <summary>Matthews' correlation coefficient.</summary>
    public static Metric Mcc { get; } = new("mcc", "MCC", "Matthews' correlation of actual and decided classes; 0 when every row is taken for one class.", MetricDirection.HigherIsBetter, (-1, 1), s_classes, sample => Defined(ConfusionScores.Mcc(sample.Confusion, sample.Data.ClassCount), OneClass));

    /// <summary>Cohen's kappa.</summary>
    public static Metric Kappa { get; } = new("kappa", "Kappa", "Cohen's kappa: agreement of actual and decided classes beyond chance.", MetricDirection.HigherIsBetter, (-1, 1), s_classes, sample => Defined(ConfusionScores.Kappa(sample.Confusion, sample.Data.ClassCount), "One class occurs and every row is taken for it."));

    /// <summary>The geometric mean of the recalls of all classes.</summary>
    public static Metric GMean { get; } = Up("g_mean", "G-mean", "The geometric mean of the recalls of all classes.", s_classes, sample => Defined(ConfusionScores.GMean(sample.Confusion, sample.Data.ClassCount), "Not every class occurs among the rows."));

    /// <summary>Mean precision of the classes.</summary>
    public static Metric PrecisionMacro { get; } = Averaged("precision_macro", "Precision, macro", ConfusionScores.Precision, false);

    /// <summary>Mean precision of the classes, by their rows.</summary>
    public static Metric PrecisionWeighted { get; } = Averaged("precision_weighted", "Precision, weighted", ConfusionScores.Precision, true);

    /// <summary>Mean recall of the classes.</summary>
    public static Metric RecallMacro { get; } = Averaged("recall_macro", "Recall, macro", ConfusionScores.Recall, false);

    /// <summary>Mean recall of the classes, by their rows: equal to accuracy.</summary>
    public static Metric RecallWeighted { get; } = Averaged("recall_weighted", "Recall, weighted", ConfusionScores.Recall, true);

    /// <summary>Mean F1 of the classes.</summary>
    public static Metric F1Macro { get; } = Averaged("f1_macro", "F1, macro", ConfusionScores.F1, false);

    /// <summary>F1 of all decisions together: equal to accuracy where each row has one class.</summary>
    public static Metric F1Micro { get; } = Up("f1_micro", "F1, micro", "F1 of all decisions together; equal to accuracy, as every row has one class.", s_multiclass, sample => ConfusionScores.Accuracy(sample.Confusion, sample.Data.ClassCount));

    /// <summary>Mean F1 of the classes, by their rows.</summary>
    public static Metric F1Weighted { get; } = Averaged("f1_weighted", "F1, weighted", ConfusionScores.F1, true);

    /// <summary>The share of rows whose class is among the three most probable ones.</summary>
    public static Metric Top3Accuracy { get; } = Up("top_3_accuracy", "Accuracy of the top 3", "The share of rows whose class is among the three most probable ones, the later class first on a tie.", s_multiclass, sample => sample.Mean(sample.Data.TopThree));

    private static Metric[] Ranking() => [Auc, AucPr, AucWeighted, Gini, Ks, Lift];

    private static Metric[] Probability() => [LogLoss, Brier, Ece];

    private static Metric[] Decision() => [Accuracy, BalancedAccuracy, F1, F2, F05, Precision, Recall, Specificity, NegativePredictiveValue, Mcc, Kappa, GMean, Jaccard];

    private static Metric[] Averages() => [F1Macro, F1Weighted, F1Micro, PrecisionMacro, PrecisionWeighted, RecallMacro, RecallWeighted, Top3Accuracy];

    private static Metric Up(string name, string title, string definition, ImmutableArray<TaskKind> tasks, Func<MetricSample, MetricResult> compute) =>
        new(name, title, definition, MetricDirection.HigherIsBetter, (0, 1), tasks, compute);

    private static Metric Down(string name, string title, string definition, double maximum, ImmutableArray<TaskKind> tasks, Func<MetricSample, MetricResult> compute) =>
        new(name, title, definition, MetricDirection.LowerIsBetter, (0, maximum), tasks, compute);

    private static Metric Averaged(string name, string title, ClassScore score, bool weighted) => Up(
        name, title,
        $"The {(weighted ? "mean by the rows of each class" : "plain mean over classes")} of one class against the rest. Classes that neither occur nor are decided on are left out; a class in which it is undefined counts 0.",
        s_multiclass, sample => ConfusionScores.Average(sample.Confusion, sample.Data.ClassCount, score, weighted));

    private static MetricResult Defined(double value, string otherwise) => double.IsNaN(value) ? new MetricResult(double.NaN, otherwise) : value;
}
