namespace Mlops.Sdk;

/// <summary>How many different values occur once, and how many more often.</summary>
/// <param name="Singletons">Different values that occur once.</param>
/// <param name="SingletonsBound">How far that may be off with 99.7 % confidence; 0 where it is exact.</param>
/// <param name="Repeated">Different values that occur more than once.</param>
/// <param name="RepeatedBound">How far that may be off with 99.7 % confidence; 0 where it is exact.</param>
/// <param name="Uniqueness">Whether all values differ.</param>
public sealed record ValueRepeats(double Singletons, double SingletonsBound, double Repeated, double RepeatedBound, ValueUniqueness Uniqueness)
{
    internal static ValueRepeats Exact(double singletons, double distinct, long values) =>
        new(singletons, 0, distinct - singletons, 0, distinct < values ? ValueUniqueness.Repeated : ValueUniqueness.Certain);
}
