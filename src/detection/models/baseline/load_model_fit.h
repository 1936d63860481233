#pragma once

#include <Eigen/Dense>
#include <array>
#include <vector>

#include "detection/models/baseline/load_model.h"

namespace kilowatch {

// One fit under way: the training rows, their weights and residuals. Used by LoadModel::Fit alone.
class LoadModelFit {
 public:
  LoadModelFit(const LoadView& view, bool with_temperature);
  LoadModel Run();

 private:
  struct Row {
    double value;
    float celsius;
    float mean_celsius;
    std::uint16_t slot;
    std::uint8_t hour_class;
    std::uint16_t day_of_year;
  };

  // Weighted least squares: slots against slots is diagonal.
  struct Equations {
    using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    Eigen::VectorXd diagonal;
    Eigen::VectorXd slot_right;
    Matrix cross;  // slots by columns: curve nodes, then season nodes
    Matrix gram;   // of columns
    Eigen::VectorXd right;
  };

  void CollectRows(bool with_temperature);
  void StartFromMedians();
  void FindOccupied();
  void MakeNodes();
  // Residuals, then weights by the local scale of each hour class.
  void Reweigh();
  void UpdateClassMeans();
  void SolveSlots();
  Equations EmptyEquations(Eigen::Index width) const;
  Equations NormalEquations() const;
  void SolveTogether();
  std::size_t CurveColumns() const { return 4 * model_.nodes_[0].count; }
  bool HasWholeYear() const;
  void FitHourCurves();
  // What share of the way from their own weekday to Sunday days off go.
  void FitDaysOff();

  const LoadView& view_;
  LoadModel model_;
  std::vector<Row> rows_;
  std::vector<double> weight_;
  std::vector<double> residual_;
  std::array<std::vector<double>, kHourClasses> sizes_by_class_;  // of residuals; kept for their memory
  std::vector<double> class_mean_;                                // by hour class: what slot effects are drawn to
};

}  // namespace kilowatch
