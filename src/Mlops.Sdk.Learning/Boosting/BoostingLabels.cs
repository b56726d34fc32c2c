using Mlops.Sdk.Extensibility;

namespace Mlops.Sdk;

/// <summary>The label as boosting reads it, checked against the loss.</summary>
internal static class BoostingLabels
{
    private const double LargestLabel = 1e30;

    /// <summary>The loss chosen, or the usual one of the task.</summary>
    /// <exception cref="MlopsException">MLO2103: the loss is for another task.</exception>
    public static BoostingLoss LossFor(BoostingLoss? chosen, LabelData label)
    {
        BoostingLoss usual = label.Task switch { TaskKind.Regression => BoostingLoss.Squared, TaskKind.Binary => BoostingLoss.Logistic, _ => BoostingLoss.Softmax };
        BoostingLoss loss = chosen ?? usual;
        return loss.Task == label.Task ? loss : throw new MlopsException("MLO2103", $"The loss {loss.GetType().Name} is for {loss.Task} and label '{label.Name}' asks for {label.Task}. Leave Loss out of the options, or give the label another type.");
    }

    /// <summary>Numbers, or codes of classes.</summary>
    /// <exception cref="MlopsException">MLO2103: a label cannot be learnt with the loss.</exception>
    public static double[] Read(LabelData label, BoostingLoss loss)
    {
        double[] labels = label.Task == TaskKind.Regression ? label.Values.ToArray() : Array.ConvertAll(label.Codes.ToArray(), code => (double)code);
        int bad = Array.FindIndex(labels, value => loss.Fault(value) is not null);
        if (bad >= 0) throw new MlopsException("MLO2103", FormattableString.Invariant($"Label '{label.Name}' is {labels[bad]} in row {bad}; {loss.Fault(labels[bad])}. Leave such rows out, or choose another loss: Loss = BoostingLoss.Squared."));
        int huge = Array.FindIndex(labels, value => Math.Abs(value) > LargestLabel);
        return huge < 0 ? labels : throw new MlopsException("MLO2103", FormattableString.Invariant($"Label '{label.Name}' is {labels[huge]} in row {huge}; gradients are kept in single precision, which holds labels up to {LargestLabel}. Scale the label, for example to thousands."));
    }
}
