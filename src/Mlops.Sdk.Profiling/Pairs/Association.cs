using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>How two columns go together, by the measures that fit their types. Rows in which either is missing are left out.</summary>
/// <param name="A">One column.</param>
/// <param name="B">The other one, later in the table.</param>
/// <param name="Strength">
/// From 0 to 1, comparable between types: the greater of Pearson's and Spearman's in size; Cramér's V, bias-corrected; for a category and a number the correlation ratio less what chance alone gives (epsilon squared, Kelley 1935).
/// </param>
/// <param name="Measures">What was computed of <see cref="AssociationMeasure.Name"/>. In very wide or large tables only the strongest pairs have all.</param>
public sealed record Association(string A, string B, double Strength, ImmutableArray<AssociationMeasure> Measures)
{
    /// <summary>The value of a measure; null where it does not fit the types or was not computed.</summary>
    /// <param name="measure">The name, such as <c>spearman</c>.</param>
    public double? this[string measure]
    {
        get
        {
            foreach (AssociationMeasure one in Measures)
                if (one.Name == measure) return one.Value;
            return null;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{A} and {B}: {Strength:F3}");
}
