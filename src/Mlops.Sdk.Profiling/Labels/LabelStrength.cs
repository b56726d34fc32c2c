namespace Mlops.Sdk;

/// <summary>How well one feature alone ranks the rows of the two classes that it tells apart least.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Separation">The area under the ROC curve in the better direction, 0.5 to 1; by the values.</param>
/// <param name="MissingSeparation">The same by whether the value is missing.</param>
internal sealed record LabelStrength(string Feature, double Separation, double MissingSeparation);
