import Applications
import Routing

/// What the district does beside the line: further returns, other departments, other units, two
/// applications for one item, officials who keep out, questions among them.
extension RecommendationRoom {
  var asideActs: [OfferedAct] {
    [
      OfferedAct(AskFurtherReturn(desk: desk)), OfferedAct(SignFurtherReturn(desk: desk)),
      OfferedAct(DenyFurtherReturn(desk: desk)), OfferedAct(ProposeTransfer(desk: desk)),
      OfferedAct(CallBackTransfer(desk: desk)), OfferedAct(ProposeJoin(desk: desk)),
      OfferedAct(JoinTwin(desk: desk)), OfferedAct(KeepApart(desk: desk)),
      OfferedAct(Consult(desk: desk)), OfferedAct(Recuse(desk: desk)),
      OfferedAct(Substitute(desk: desk)), OfferedAct(RaiseFlag(desk: desk)),
      OfferedAct(AssignFlag(desk: desk)), OfferedAct(ResolveFlag(desk: desk)),
    ]
  }

  var asideRoutes: [Route] {
    let returns =
      AskFurtherReturn(desk: desk).routes + SignFurtherReturn(desk: desk).routes
      + DenyFurtherReturn(desk: desk).routes
    let units: [Route] =
      ProposeTransfer(desk: desk).routes + CallBackTransfer(desk: desk).routes + [
        .view(TransferView(desk: desk)), .act(AcceptTransfer(desk: desk)),
        .act(DeclineTransfer(desk: desk)),
      ]
    let twins =
      ProposeJoin(desk: desk).routes + JoinTwin(desk: desk).routes + KeepApart(desk: desk).routes
    let departments: [Route] =
      Consult(desk: desk).routes + [
        .view(ConsultationView(desk: desk)), .act(AnswerConsultation(desk: desk)),
        .act(MakeReplyLink(desk: desk)), .view(ReplyView(desk: desk)),
        .act(ReplyByLink(desk: desk)),
      ]
    let officials =
      Recuse(desk: desk).routes + Substitute(desk: desk).routes + RaiseFlag(desk: desk).routes
      + AssignFlag(desk: desk).routes + ResolveFlag(desk: desk).routes
    return returns + units + twins + departments + officials
  }
}
